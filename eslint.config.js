import tseslint from "typescript-eslint";

export default tseslint.config(
  {ignores: ["dist/", "src/.observablehq/", "data/", "node_modules/"]},
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      // The runner awaits the tests that it is given.
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            {from: "package", package: "node:test", name: ["test", "it", "suite", "describe", "after", "before"]}
          ]
        }
      ],
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error"
    }
  },
  {
    files: ["test/src/**", "test/data-loaders/**"],
    rules: {
      // The unit tests of a folder run in one process, in which a hook outside of a suite is one of all its files.
      "no-restricted-syntax": [
        "error",
        {
          selector: "Program > ExpressionStatement > CallExpression[callee.name=/^(before|beforeEach|afterEach)$/]",
          message: "put the hook into a describe"
        }
      ]
    }
  }
);
