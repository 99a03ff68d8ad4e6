/* All words of the page, in the language of whoever reads it: the page hands them over, as JSON in an attribute. */

export const WORDS = JSON.parse(document.querySelector('[data-canary-words]').dataset.canaryWords);
