/** What programs and forms put where nobody has written anything: whole texts, in lower case. */
const placeholders = new Set([
  ...['default', 'none', 'null', 'undefined', 'n/a', 'unknown', 'unnamed', 'noname'],
  ...[
    'untitled',
    'no title',
    'ohne titel',
    'unbenannt',
    'sans titre',
    'senza titolo',
    'sin título',
    'sem título',
  ],
  ...['zonder titel', 'namnlös', 'bez tytułu', 'без названия', '無題', '未命名', '제목 없음'],
  ...['image', 'picture', 'photo', 'image description', 'description', 'caption', 'title'],
]);

/** `Untitled-1`, `Untitled (2)`, `Image 3`: numbered by the program. */
const numbering = /[\s_-]*\(?\d{1,6}\)?$/;

/** `Screenshot`, `Screen Shot 2024-05-01 at 10.00.00`, `Screenshot_20240501-100000`: of the screen, and when. */
const screenshot =
  /^(?:screen[ _-]?shot|screen capture|bildschirmfoto|capture d.écran|captura de pantalla|schermata)(?:[\s_.:,-]|\d|at|um|à|alle|[ap]m)*$/i;

/** Whether a program filled the field because it had to. @param text one tidied line */
export const isPlaceholder = (text: string): boolean => {
  const small = text.toLowerCase();
  return placeholders.has(small) || placeholders.has(small.replace(numbering, '')) || screenshot.test(text);
};

/** Data of apps: an object or an array of JSON, perhaps cut off; numbers of 32 digits; leftovers of libraries. */
const programsTexts = [
  /^\{\s*(?:"[^"]*"\s*:|\})/,
  /^\[\s*(?:\{\s*"|"[^"]*"\s*[,\]]|\])/,
  /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i,
  /^(?:ascii|charset=\S+|binary comment|applemark)$/i,
  /^creator: gd-jpeg\b/i,
  /^lead technologies\b/i,
  /^intel\S* jpeg library\b/i,
  /^(?:created|processed|edited|made|generated) (?:with|by|using|in) (?:the )?(?:gimp|imlib|imagemagick|paint\.net|photoshop|picasa|snapseed|vsco|ulead|acd|irfanview|xnview|pixelmator|canva|inkscape)\b/i,
];

/** Whether a program wrote it about itself, or for itself. @param text one tidied line */
export const isProgramsText = (text: string): boolean => programsTexts.some((pattern) => pattern.test(text));
