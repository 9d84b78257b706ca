import { ConfigurationServiceClientCredentialFactory } from "botbuilder";

/** What gets a token, and a new one where the last was not taken. */
export type Credentials = { getToken(anew: boolean): Promise<string> };
export type App = { readonly appId: string; readonly password: string; readonly tenantId: string };

const SCOPE = "https://api.botframework.com";
const LOGIN = "https://login.microsoftonline.com/";

/** The SDK's own credentials of an app in one tenant. */
export async function credentialsOf({ appId, password, tenantId }: App): Promise<Credentials> {
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppType: "SingleTenant",
    MicrosoftAppId: appId,
    MicrosoftAppPassword: password,
    MicrosoftAppTenantId: tenantId,
  });
  const made = await factory.createCredentials(appId, SCOPE, LOGIN + tenantId, true);
  return made as unknown as Credentials;
}
