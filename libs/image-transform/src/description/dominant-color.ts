/** Colours that agree in their 3 highest bits a channel are one group: coarse enough for noise, fine enough for hues. */
const dropBits = 5;

/** Sums over a group's pixels, each counted as much as it is opaque. */
interface Group {
  red: number;
  green: number;
  blue: number;
  weight: number;
}

/**
 * The mean of the largest group of similar colours.
 * @param rgba straight RGBA, 8 bits a channel
 * @returns `#rrggbb`; black where nothing is visible
 */
export const dominantColor = (rgba: Uint8Array): `#${string}` => {
  const groups = new Map<number, Group>();
  let largest: Group = { red: 0, green: 0, blue: 0, weight: 0 };
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    const key = ((red >> dropBits) << 16) | ((green >> dropBits) << 8) | (blue >> dropBits);
    const group = groups.get(key) ?? { red: 0, green: 0, blue: 0, weight: 0 };
    groups.set(key, group);
    group.red += red * alpha;
    group.green += green * alpha;
    group.blue += blue * alpha;
    group.weight += alpha;
    if (group.weight > largest.weight) largest = group;
  }
  return hex(largest);
};

const hex = ({ red, green, blue, weight }: Group): `#${string}` => {
  const channel = (sum: number) =>
    Math.round(sum / Math.max(weight, 1))
      .toString(16)
      .padStart(2, '0');
  return `#${channel(red)}${channel(green)}${channel(blue)}`;
};
