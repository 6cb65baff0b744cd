const { default: Sequencer } = require("@jest/test-sequencer");

/** End-to-end tests mostly wait, for minutes: begun first, they wait while the others work. */
module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => path.includes("/__tests__/e2e/");
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
