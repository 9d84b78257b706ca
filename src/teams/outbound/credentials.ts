import { ConfigurationServiceClientCredentialFactory } from "botbuilder";
import { MICROSOFT_LOGIN } from "../../lib/http/proxy.ts";

/** What gets a token, and a new one where the last was not taken. */
export type Credentials = { getToken(anew: boolean): Promise<string> };
/** With neither password nor certificate, the app is a managed identity of the machine. */
export type App = {
  readonly appId: string;
  readonly tenantId: string;
  readonly password: string | null;
  readonly certificate?: { readonly thumbprint: string; readonly privateKey: string } | null;
};

const SCOPE = "https://api.botframework.com";
const LOGIN = `https://${MICROSOFT_LOGIN}/`;

/** The SDK's own credentials of an app in one tenant. */
export async function credentialsOf({ appId, password, certificate, tenantId }: App): Promise<Credentials> {
  const isIdentity = password === null && !certificate;
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppType: isIdentity ? "UserAssignedMSI" : "SingleTenant",
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    ...(password !== null && { MicrosoftAppPassword: password }),
    ...(certificate && {
      CertificateThumbprint: certificate.thumbprint,
      CertificatePrivateKey: certificate.privateKey,
    }),
  });
  const made = await factory.createCredentials(appId, SCOPE, LOGIN + tenantId, true);
  return made as unknown as Credentials;
}
