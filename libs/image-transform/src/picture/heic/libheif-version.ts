/** Of `libheif-js`, which is not loaded before a HEIC arrives; a test compares it with what is installed. */
export const libheifVersion = '1.23.2';
