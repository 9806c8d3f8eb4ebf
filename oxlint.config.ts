// What does the linter hold? (the direction table lies in tools/lint/direction.ts)
import { defineConfig } from "oxlint";
import { directionRules } from "./tools/lint/direction-rules.ts";

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "promise", "vitest", "node"],
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: ["**/dist/**", "coverage/**", ".stryker/**", "test-fixtures/packages/**"],
  categories: { correctness: "error", suspicious: "error" },
  rules: {
    "import/no-cycle": ["error", { ignoreTypes: false }],
    "typescript/no-floating-promises": ["error", { checkThenables: true }],
    "typescript/no-misused-promises": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/consistent-type-imports": ["error", { disallowTypeAnnotations: true }],
    "typescript/ban-ts-comment": "error",
    "typescript/only-throw-error": ["error", { allowRethrowing: true, allowThrowingUnknown: true }],
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    eqeqeq: "error",
    "unicorn/prefer-node-protocol": "error",
    // Brands, parsed JSON and code points are read with these on purpose.
    "typescript/no-unsafe-type-assertion": "off",
    "typescript/no-misused-spread": "off",
    "eslint/no-control-regex": "off",
    // We write no enums.
    "typescript/no-unsafe-enum-assignment": "off",
    // The compiler's own noImplicitReturns says the same.
    "typescript/consistent-return": "off",
    // Matters of taste, or wrong about ports and neverthrow.
    "eslint/no-underscore-dangle": "off",
    "eslint/no-unmodified-loop-condition": "off",
    "eslint/no-shadow": "off",
    "import/no-named-as-default-member": "off",
    "typescript/unbound-method": "off",
    "vitest/no-conditional-expect": "off",
    "promise/always-return": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/no-useless-spread": "off",
    "unicorn/require-post-message-target-origin": "off",
    "vitest/require-mock-type-parameters": "off",
    "vitest/require-to-throw-message": "off",
    // A message says which of many cases failed; a loop or a function of a suite may hold the assertions.
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "vitest/no-standalone-expect": "off",
    "vitest/expect-expect": "off",
  },
  overrides: directionRules(),
});
