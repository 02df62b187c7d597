import { createHash } from 'node:crypto';
import { pngOf } from '@image-pipeline/image-file/testing';
import type { Renderer } from '@image-pipeline/image-transform';
import { readSettings } from '../src/settings.ts';
import { deployed } from '../src/testing/deployment.ts';
import { environment } from '../src/testing/environment.ts';
import type { contents } from './history.ts';

const deploymentOf = (recipes: readonly object[]) => {
  const deployment = deployed(readSettings({ ...environment, RECIPES: JSON.stringify(recipes) }));
  return { ...deployment, renderer: remembering(deployment.renderer) };
};

/** Thousands of histories render the same few pictures: each is rendered once. */
const remembering = (renderer: Renderer): Renderer => {
  const renderings = new Map<string, ReturnType<Renderer['render']>>();
  return {
    ...renderer,
    render(source, options) {
      const bytes = source instanceof Uint8Array ? source : source.bytes;
      const digest = createHash('sha256').update(bytes).digest('hex');
      const rendering = renderings.get(digest) ?? renderer.render(new Uint8Array(bytes), options);
      renderings.set(digest, rendering);
      return rendering;
    },
  };
};

const thumb = { name: 'thumb', fit: 'cover', width: 4, height: 4, format: 'jpeg' };
const small = { name: 'small', fit: 'width', width: 6, format: 'png' };

/** Two deployments, of which one has a recipe less. */
export const deployments = [deploymentOf([thumb, small]), deploymentOf([thumb])] as const;

const side = 8;

/** A picture of one colour. */
const png = (...colour: readonly [red: number, green: number, blue: number]): Buffer => {
  const row = Buffer.from([0, ...Array.from({ length: side }, () => colour).flat()]);
  return pngOf(side, side, { rows: Buffer.concat(Array.from({ length: side }, () => row)) });
};

/** The bytes of each content. */
export const bodies: Readonly<Record<(typeof contents)[number], Uint8Array>> = {
  red: png(255, 0, 0),
  green: png(0, 128, 0),
  blue: png(0, 0, 255),
  text: Buffer.from('this is no image'),
};
