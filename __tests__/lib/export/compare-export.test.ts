import { compareExport, type Found } from "../../../lib/export/compare-export";
import { bothRecords, type ExportRecord, recordOf } from "../../../lib/export/export-record";
import { digest } from "../../../lib/promotion/digest";

const WANTED = new Map([
  ["a", "new a"],
  ["b", "new b"],
]);
const EARLIER = recordOf(
  new Map([
    ["a", "old a"],
    ["gone", "old"],
  ]),
);
const NONE = {
  missing: [],
  outdated: [],
  leftOver: [],
  edited: [],
  inTheWay: [],
  blocked: [],
  added: [],
};

/** @param there texts by path; a folder where it is "/" */
function compare(there: Readonly<Record<string, string>>, record: ExportRecord = EARLIER) {
  const find = (path: string): Found => {
    const text = there[path];
    if (text === undefined) return "nothing";
    return text === "/" ? "no-file" : digest(text);
  };
  const terraformFiles = Object.keys(there).filter((path) => path.endsWith(".tf"));
  return compareExport({ wanted: WANTED, record, find, terraformFiles });
}

test.each([
  ["nothing is there", {}, { missing: ["a", "b"] }],
  ["all is there", { a: "new a", b: "new b" }, {}],
  [
    "files of an earlier export are there",
    { a: "old a", gone: "old" },
    { outdated: ["a"], missing: ["b"], leftOver: ["gone"] },
  ],
  ["one was edited", { a: "mine", b: "new b" }, { edited: ["a"] }],
  ["one that is to go was edited", { a: "new a", b: "new b", gone: "mine" }, { edited: ["gone"] }],
  ["somebody's file is in the way", { a: "new a", b: "mine" }, { inTheWay: ["b"] }],
  ["a folder is in the way", { a: "/", b: "new b" }, { blocked: ["a"] }],
  ["Terraform would read more", { a: "new a", b: "new b", "x.tf": "" }, { added: ["x.tf"] }],
])("where %s, that is told", (_, there, expected) => {
  expect(compare(there)).toEqual({ ...NONE, ...expected });
});

test("what an export that was killed wrote, or didn't come to write, is no edit, whatever comes next", () => {
  const killed = bothRecords(EARLIER, recordOf(new Map([["a", "half-way"]])));
  expect(compare({ a: "half-way", b: "new b" }, killed)).toEqual({ ...NONE, outdated: ["a"] });
  expect(compare({ a: "old a", b: "new b" }, killed)).toEqual({ ...NONE, outdated: ["a"] });
});
