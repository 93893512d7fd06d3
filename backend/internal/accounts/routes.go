package accounts

import (
	"net/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string, errors ...int) web.Doc {
		return web.Doc{Tag: "accounts", Summary: summary, Errors: errors}
	}
	withBody := func(summary string) web.Doc {
		return doc(summary, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
			http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	return []web.Route{
		web.Public(http.MethodPost, "/auth/register", http.StatusCreated, s.Register, web.Doc{
			Tag: "accounts", Summary: "Open an account", Errors: []int{http.StatusForbidden, http.StatusConflict},
			Description: "On a server that sends mail the account is opened by the link in a letter, and the answer is 202, whether or not the address has an account already.",
			Also:        map[int]string{http.StatusAccepted: "A letter is on its way; its link opens the account"},
		}),
		web.Public(http.MethodPost, "/auth/verify-email", http.StatusAccepted, s.VerifyEmail, doc("Prove an address by the link in a letter", http.StatusConflict)),
		web.Public(http.MethodPost, "/auth/verify-email/resend", http.StatusAccepted, s.ResendVerification, doc("Ask for that letter again")),
		web.Public(http.MethodPost, "/auth/forgot-password", http.StatusAccepted, s.ForgotPassword, doc("Ask for a letter to reset a forgotten password")),
		web.Public(http.MethodPost, "/auth/reset-password", http.StatusAccepted, s.ResetPassword, doc("Set a new password by the link in a letter; every session ends")),
		web.Public(http.MethodPost, "/auth/login", http.StatusOK, s.Login, doc("Sign in", http.StatusUnauthorized)),
		web.Public(http.MethodPost, "/auth/login/mfa", http.StatusOK, s.LoginMFA, doc("Finish signing in with a second factor", http.StatusUnauthorized)),
		web.Public(http.MethodPost, "/auth/refresh", http.StatusOK, s.Refresh, doc("Exchange a refresh token for the next one and a new access token", http.StatusUnauthorized, http.StatusForbidden)),
		web.Public(http.MethodPost, "/auth/logout", http.StatusNoContent, s.Logout, doc("End this session", http.StatusUnauthorized, http.StatusForbidden)),
		web.Public(http.MethodPost, "/auth/login/mfa/passkey", http.StatusOK, s.LoginMFAPasskey, doc("Options for a passkey as the second factor", http.StatusUnauthorized, http.StatusConflict)),
		web.Public(http.MethodPost, "/auth/login/passkey/options", http.StatusOK, s.LoginPasskeyOptions, doc("Options for signing in with a passkey", http.StatusConflict)),
		web.Public(http.MethodPost, "/auth/login/passkey", http.StatusOK, s.LoginPasskey, doc("Sign in with a passkey, without a password", http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict)),
		web.Public(http.MethodGet, "/auth/sso/{provider}/start", http.StatusFound, s.SSOStart, doc("Go to a provider to sign in", http.StatusNotFound)),
		web.Public(http.MethodGet, "/auth/sso/{provider}/callback", http.StatusFound, s.SSOCallback, doc("Come back from a provider", http.StatusNotFound)),
		web.Public(http.MethodPost, "/auth/sso/exchange", http.StatusOK, s.SSOExchange, doc("Tokens for the code that a program was given at the end of a sign-in with a provider", http.StatusUnauthorized, http.StatusForbidden)),
		web.SignedIn(http.MethodPost, "/auth/logout-all", http.StatusNoContent, s.LogoutAll, doc("End every session")),
		web.SignedIn(http.MethodGet, "/auth/me", http.StatusOK, s.Me, doc("Who is signed in")).ForTokens(),
		web.SignedIn(http.MethodPatch, "/auth/me", http.StatusOK, s.UpdateMe, doc("Change the profile", http.StatusNotFound)),
		web.SignedIn(http.MethodDelete, "/auth/me", http.StatusNoContent, s.DeleteMe, doc("Close the account, with its personal workspace and all that holds",
			http.StatusForbidden, http.StatusConflict, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)),
		web.SignedIn(http.MethodPost, "/auth/me/change-password", http.StatusNoContent, s.ChangePassword, doc("Change the password; every other session ends", http.StatusForbidden)),
		web.SignedIn(http.MethodPost, "/auth/me/change-email", http.StatusOK, s.ChangeEmail, doc("Change the address that signs in, once it is proved where that is asked for", http.StatusForbidden, http.StatusConflict)),
		web.SignedIn(http.MethodGet, "/auth/me/export", http.StatusOK, s.Export, web.Doc{
			Tag: "accounts", Summary: "Everything that is held of the person, as one JSON document", Media: []string{"application/json"},
			Description: "Profile, second factor, sessions, names of tokens and passkeys, providers' accounts, workspaces, and what the person did in those, without secrets. An answer that breaks off is not whole.",
		}),
		web.SignedIn(http.MethodGet, "/auth/me/sessions", http.StatusOK, s.Sessions, doc("Where the account is signed in")),
		web.SignedIn(http.MethodDelete, "/auth/me/sessions/{id}", http.StatusNoContent, s.RevokeSession, doc("End one session", http.StatusNotFound)),
		web.SignedIn(http.MethodPost, "/auth/me/tokens", http.StatusCreated, s.CreateToken, doc("Make a personal access token; it is shown once", http.StatusForbidden, http.StatusNotFound, http.StatusConflict)),
		web.SignedIn(http.MethodGet, "/auth/me/tokens", http.StatusOK, s.ListTokens, doc("Personal access tokens that are good")),
		web.SignedIn(http.MethodDelete, "/auth/me/tokens/{id}", http.StatusNoContent, s.RevokeToken, doc("End a personal access token", http.StatusNotFound)),
		web.SignedIn(http.MethodGet, "/auth/me/mfa", http.StatusOK, s.MFA, doc("How the second factor stands")),
		web.SignedIn(http.MethodPost, "/auth/me/mfa/totp", http.StatusOK, s.EnrolTOTP, doc("Make the secret of an authenticator app", http.StatusForbidden, http.StatusConflict)),
		web.SignedIn(http.MethodPost, "/auth/me/mfa/totp/confirm", http.StatusOK, s.ConfirmTOTP, doc("Turn the second factor on with a first code; every other session ends", http.StatusForbidden, http.StatusConflict)),
		web.SignedIn(http.MethodPost, "/auth/me/mfa/totp/disable", http.StatusNoContent, s.DisableTOTP, doc("Turn the second factor off", http.StatusForbidden, http.StatusConflict)),
		web.SignedIn(http.MethodPost, "/auth/me/mfa/recovery-codes", http.StatusOK, s.NewRecoveryCodes, doc("Make new recovery codes; the old ones end", http.StatusForbidden, http.StatusConflict)),
		web.SignedIn(http.MethodPost, "/auth/me/passkeys/options", http.StatusOK, s.PasskeyOptions, doc("Options for making a passkey", http.StatusForbidden, http.StatusConflict)),
		web.SignedIn(http.MethodPost, "/auth/me/passkeys/proof", http.StatusOK, s.PasskeyProof, doc("Options for proving with a passkey, instead of a code, who is there", http.StatusConflict)),
		web.SignedIn(http.MethodPost, "/auth/me/passkeys", http.StatusCreated, s.AddPasskey, doc("Add a passkey; with the first second factor, every other session ends", http.StatusForbidden, http.StatusConflict)),
		web.SignedIn(http.MethodGet, "/auth/me/passkeys", http.StatusOK, s.Passkeys, doc("Passkeys of the account")),
		web.SignedIn(http.MethodPatch, "/auth/me/passkeys/{id}", http.StatusOK, s.RenamePasskey, doc("Name a passkey", http.StatusNotFound)),
		web.SignedIn(http.MethodDelete, "/auth/me/passkeys/{id}", http.StatusNoContent, s.DeletePasskey, withBody("Delete a passkey")),
		web.SignedIn(http.MethodGet, "/auth/me/identities", http.StatusOK, s.Identities, doc("Providers' accounts that sign in to the account")),
		web.SignedIn(http.MethodPost, "/auth/me/identities", http.StatusOK, s.Connect, doc("Begin to connect a provider's account", http.StatusForbidden, http.StatusNotFound)),
		web.SignedIn(http.MethodDelete, "/auth/me/identities/{id}", http.StatusNoContent, s.Disconnect, withBody("Disconnect a provider's account")),
	}
}
