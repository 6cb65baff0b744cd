import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryUri } from "../../cli/repository-uri";
import { CliFolder } from "./cli-folder";

let repository: CliFolder;
let elsewhere: CliFolder;
beforeAll(() => {
  repository = new CliFolder("");
  elsewhere = new CliFolder("");
  mkdirSync(join(repository.path, ".git"));
  mkdirSync(join(repository.path, "infra/a #1"), { recursive: true });
  repository.write("infra/a #1/my platform.yaml", "");
  symlinkSync(join(repository.path, "platform.yaml"), join(repository.path, "infra/link.yaml"));
});
afterAll(() => {
  repository.remove();
  elsewhere.remove();
});

const uriOf = (file: string, folder = ".") =>
  repositoryUri(join(repository.path, file), join(repository.path, folder));

test("a file is named from the root of the repository, wherever in it one works", () => {
  expect(uriOf("platform.yaml")).toBe("platform.yaml");
  expect(uriOf("platform.yaml", "infra")).toBe("platform.yaml");
  expect(uriOf("infra/a #1/my platform.yaml", "infra")).toBe("infra/a%20%231/my%20platform.yaml");
});

test("a link is the file that it leads to, as code scanning follows none", () => {
  expect(uriOf("infra/link.yaml")).toBe("platform.yaml");
});

test("a file outside of the repository has an absolute URI", () => {
  const file = join(elsewhere.path, "platform.yaml");
  expect(repositoryUri(file, repository.path)).toBe(pathToFileURL(file).href);
});

test("where there is no repository, it is the working folder that counts", () => {
  const file = join(elsewhere.path, "platform.yaml");
  expect(repositoryUri(file, elsewhere.path)).toBe("platform.yaml");
});
