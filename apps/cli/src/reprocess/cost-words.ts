/**
 * What one image costs at list prices in us-east-1 with the default recipes, in US dollars: half a second of a function
 * of 1,769 MB on arm64, four PUT, a listing, a record with its index. docs/delivery.md has the sum.
 */
const dollarsPerImage = 45 / 1_000_000;

/** What so many images cost, for people: `$0.45`, `less than a cent`. */
export const costWords = (images: number): string => {
  const dollars = images * dollarsPerImage;
  return dollars < 0.01 ? 'less than a cent' : `$${dollars.toFixed(2)}`;
};
