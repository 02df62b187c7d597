/** A place in the memory of the WebAssembly module. */
export type Pointer = number;

/**
 * The part of libheif's C interface that is used, as its WebAssembly build exports it. What returns a `heif_error` in C
 * has the place for it as its first parameter: a code, a subcode and a pointer to the words, of 32 bits each.
 */
export interface Libheif {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  _malloc(bytes: number): Pointer;
  _heif_context_alloc(): Pointer;
  _heif_context_get_security_limits(context: Pointer): Pointer;
  _heif_context_read_from_memory_without_copy(
    error: Pointer,
    context: Pointer,
    bytes: Pointer,
    length: number,
    options: 0,
  ): void;
  _heif_context_get_primary_image_handle(error: Pointer, context: Pointer, handle: Pointer): void;
  _heif_decoding_options_alloc(): Pointer;
  _heif_decode_image(
    error: Pointer,
    handle: Pointer,
    image: Pointer,
    space: number,
    chroma: number,
    options: Pointer,
  ): void;
  _heif_image_get_width(image: Pointer, channel: number): number;
  _heif_image_get_height(image: Pointer, channel: number): number;
  _heif_image_get_plane_readonly(image: Pointer, channel: number, stride: Pointer): Pointer;
}

/**
 * Numbers of libheif 1.23's headers heif_security.h, heif_decoding.h and heif_image.h, for which its build has no names.
 * They go to the worker as data, since it is made from text. Where one is wrong, a test's picture is not decoded, or one
 * without a tile is.
 */
export const libheifNumbers = {
  colorspaceRgb: 1,
  chromaRgb: 10,
  chromaRgba: 11,
  channelInterleaved: 10,
  /** Where `max_items` and `max_children_per_box` stand in `heif_security_limits`, in bytes. */
  maxItemsAt: 28,
  maxChildrenAt: 60,
  /** Where `strict_decoding` stands in `heif_decoding_options`: what is damaged is refused, not concealed. */
  strictAt: 21,
} as const;
