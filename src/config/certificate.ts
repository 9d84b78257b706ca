import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";

/** `thumbprint`: of SHA-1, in hexadecimal digits, as the Azure portal shows it. `endsAt`: epoch ms. */
export type Certificate = {
  readonly thumbprint: string;
  readonly privateKey: string;
  readonly endsAt: number;
};

const NO_PAIR =
  "must name a PEM file that this user can read, with a certificate and its RSA private key, without a passphrase.";

/** Of several certificates the first counts, as in every such file. Throws where one of the two cannot be read. */
function pairIn(file: string): Certificate | null {
  const pem = readFileSync(file, "utf8");
  const key = createPrivateKey(pem);
  const own = new X509Certificate(pem);
  if (!own.checkPrivateKey(key) || key.asymmetricKeyType !== "rsa") return null;
  return {
    thumbprint: own.fingerprint.replaceAll(":", ""),
    privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
    endsAt: Date.parse(own.validTo),
  };
}

/** The name of a file, as what is in it. */
export const certificateFile = z
  .string()
  .transform((file, { addIssue }): Certificate => {
    try {
      const pair = pairIn(file);
      if (pair !== null) return pair;
    } catch {}
    addIssue({ code: "custom", message: NO_PAIR });
    return z.NEVER;
  })
  .optional();
