// Styles go into files: the page's policy lets none stand in the page.
export default { compilerOptions: { css: 'external' } };
