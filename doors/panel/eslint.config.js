import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['target/**', 'node_modules/**'] },
  {
    files: ['src/main/panel/**/*.{ts,tsx}', 'src/test/unit/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, a11y.flatConfigs.strict],
    plugins: { 'react-hooks': hooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // The focus of a dialog begins where it is of use.
      'jsx-a11y/no-autofocus': 'off',
      // Tables that turn into cards lose their roles with `display`, so they say them.
      'jsx-a11y/no-redundant-roles': 'off',
      'jsx-a11y/no-interactive-element-to-noninteractive-role': ['error', { th: ['rowheader'], td: ['cell'], tr: ['row'] }],
      'jsx-a11y/label-has-associated-control': ['error', { depth: 4 }],
      'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['log', 'region', 'img'], tags: [], allowExpressionValues: true }],
    },
  },
);
