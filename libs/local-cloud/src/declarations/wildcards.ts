/** Whether a pattern of IAM or CloudFront fits the whole text: `*` stands for any text, `?` for one character. */
export const matchesWildcards = (pattern: string, text: string): boolean => {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
};
