/**
 * Mistakes of programs that upload, and what helps: the picture was wrapped up, or spoilt, on its way, or something else
 * was sent in its place. The words are ours alone: nothing of the file is quoted.
 */
export const uploadMistakes = {
  'base64-text': [
    'The bytes are base64 text, not the image that it stands for.',
    'Decode the text, and upload the bytes that come out.',
  ],
  'hexadecimal-text': [
    'The bytes are hexadecimal text, not the image that it stands for.',
    'Decode the text, and upload the bytes that come out.',
  ],
  'list-of-numbers': [
    'The bytes are a list of numbers as text, not the image whose bytes they name.',
    'Upload the bytes themselves; an array of them was turned into text.',
  ],
  'data-url': [
    'The bytes are a data: URL, not the image inside of it.',
    'Decode what stands behind its comma, and upload the bytes that come out.',
  ],
  address: [
    'The bytes are an address, not the image that lies there.',
    'Fetch the image from the address, and upload what comes.',
  ],
  'form-body': [
    'The bytes are the body of a form (multipart/form-data or urlencoded), not the file inside of it.',
    'Send the file alone as the body of the request, or the form to a presigned POST.',
  ],
  'http-message': [
    'The bytes are an HTTP message with its head, not the image inside of it.',
    'Save and upload only what stands behind its head.',
  ],
  json: [
    'The bytes are JSON, not an image.',
    'Upload the image itself; if it stands in the JSON as text, decode that.',
  ],
  'web-page': [
    'The bytes are an HTML page, not an image.',
    'Open the file in a browser: the page of a login or of an error was saved in the place of the image.',
  ],
  'xml-document': [
    'The bytes are an XML document that is no SVG.',
    'Open the file in an editor: a storage service tells its errors so, in the place of the image.',
  ],
  'name-of-object': [
    'The bytes are the name of a JavaScript object or value as text, not an image.',
    'Upload the bytes, Blob or File itself; it was turned into text.',
  ],
  'spoilt-by-text': [
    'The bytes were an image that was read and written as text, which spoilt it: bytes that are no text are lost.',
    'Upload the original, read as bytes, without an encoding.',
  ],
} as const satisfies Readonly<Record<string, readonly [problem: string, remedy: string]>>;

/** Which mistake it was, for programs. */
export type UploadMistake = keyof typeof uploadMistakes;
