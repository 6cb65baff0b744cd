import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Certificate {
  /** Its file, for who must trust it. */
  readonly file: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate of its own for this machine. */
export function makeCertificate(folder: string): Certificate {
  const [file, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const { status, stderr } = spawnSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-days", "2", "-subj", "/CN=gatehouse test", "-addext", "subjectAltName=IP:127.0.0.1"],
      ...["-keyout", key, "-out", file],
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`openssl can't make a certificate: ${stderr}`);
  return { file, cert: readFileSync(file, "utf8"), key: readFileSync(key, "utf8") };
}
