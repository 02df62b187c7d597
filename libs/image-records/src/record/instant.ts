const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Whether the text is an instant exactly as `Date.prototype.toISOString` writes it within the years 0000 to 9999.
 * Only then is text order time order, which the listing index relies on.
 */
export const isInstant = (text: string): boolean => {
  if (!utc.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
};

/** Whether the text is a date and time of day such as `2024-05-01T10:00:00.000`, of no known zone. */
export const isLocalTime = (text: string): boolean => isInstant(`${text}Z`);
