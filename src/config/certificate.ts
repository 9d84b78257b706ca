import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { codeOf } from "../lib/errors.ts";

/** `thumbprint`: of SHA-1, in hexadecimal digits, as the Azure portal shows it. `endsAt`: epoch ms. */
export type Certificate = {
  readonly thumbprint: string;
  readonly privateKey: string;
  readonly endsAt: number;
};

const NOT_WHOLE =
  "must name a PEM file with a certificate and its RSA private key, both in it and the key without a passphrase.";

const PEM_CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** A file may also hold those who issued it. Throws where there is no pair. */
function pairIn(pem: string): Certificate | undefined {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== "rsa") return undefined;
  const all = (pem.match(PEM_CERTIFICATES) ?? []).map((text) => new X509Certificate(text));
  const own = all.find((certificate) => certificate.checkPrivateKey(key));
  return (
    own && {
      thumbprint: own.fingerprint.replaceAll(":", ""),
      privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
      endsAt: Date.parse(own.validTo),
    }
  );
}

/** The name of a file, as what is in it. */
export const certificateFile = z
  .string()
  .transform((file, { addIssue }): Certificate => {
    let pem = "";
    let pair: Certificate | undefined;
    let message = NOT_WHOLE;
    try {
      pem = readFileSync(file, "utf8");
      pair = pairIn(pem);
    } catch (error) {
      if (pem === "") message = `names a file that cannot be read (${codeOf(error)}).`;
    }
    if (pair !== undefined) return pair;
    addIssue({ code: "custom", message });
    return z.NEVER;
  })
  .optional();
