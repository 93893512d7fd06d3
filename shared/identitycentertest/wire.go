package identitycentertest

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// refuse answers as the REST-JSON protocol says no: with the error's name in a
// header, and OAuth's own words in the body ("RFC 6749, section 5.2").
func refuse(w http.ResponseWriter, status int, name, oauth string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amzn-ErrorType", name)
	w.Header().Set("X-Amzn-RequestId", "request-1")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": oauth, "error_description": name, "message": name})
}

func say(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body)
}

// read reads a body, and answers itself when it is none.
func read[T any](w http.ResponseWriter, r *http.Request) (in T, ok bool) {
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		refuse(w, http.StatusBadRequest, "InvalidRequestException", "invalid_request")
		return in, false
	}
	return in, true
}

func (f *Fake) register(w http.ResponseWriter, r *http.Request) {
	in, ok := read[struct {
		ClientName, ClientType, IssuerURL string
		Scopes, GrantTypes, RedirectUris  []string
	}](w, r)
	if !ok {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["RegisterClient"]++
	browser := slices.Contains(in.GrantTypes, "authorization_code")
	switch {
	case f.refuse:
		refuse(w, http.StatusForbidden, "AccessDeniedException", "access_denied")
		return
	case in.ClientName == "" || in.ClientType != "public" || browser && len(in.RedirectUris) == 0:
		refuse(w, http.StatusBadRequest, "InvalidClientMetadataException", "invalid_client_metadata")
		return
	}
	id, now := "client-"+rand.Text(), time.Now()
	f.clients[id] = &client{f.secret("client-secret-"), in.GrantTypes, in.RedirectUris}
	say(w, map[string]any{
		"clientId": id, "clientSecret": f.clients[id].secret, "clientIdIssuedAt": now.Unix(), "clientSecretExpiresAt": now.Add(90 * 24 * time.Hour).Unix(),
	})
}

// known finds the client of a request whose secret is right.
func (f *Fake) known(w http.ResponseWriter, id, secret string) bool {
	c := f.clients[id]
	if c == nil || c.secret != secret {
		refuse(w, http.StatusUnauthorized, "InvalidClientException", "invalid_client")
		return false
	}
	return true
}

func (f *Fake) authorizeDevice(w http.ResponseWriter, r *http.Request) {
	in, ok := read[struct{ ClientID, ClientSecret, StartURL string }](w, r)
	if !ok {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["StartDeviceAuthorization"]++
	if !f.known(w, in.ClientID, in.ClientSecret) {
		return
	}
	if in.StartURL == "" {
		refuse(w, http.StatusBadRequest, "InvalidRequestException", "invalid_request")
		return
	}
	text := rand.Text()
	d := &device{client: in.ClientID, userCode: text[:4] + "-" + text[4:8], until: time.Now().Add(10 * time.Minute)}
	deviceCode := f.secret("device-")
	f.devices[deviceCode] = d
	say(w, map[string]any{
		"deviceCode": deviceCode, "userCode": d.userCode, "verificationUri": "https://device.sso.us-east-1.amazonaws.com/",
		"verificationUriComplete": "https://device.sso.us-east-1.amazonaws.com/?user_code=" + d.userCode, "expiresIn": 600, "interval": f.Interval,
	})
}

type tokenRequest struct {
	ClientID, ClientSecret, GrantType, DeviceCode, RefreshToken, Code, CodeVerifier, RedirectURI string
}

func (f *Fake) token(w http.ResponseWriter, r *http.Request) {
	in, ok := read[tokenRequest](w, r)
	if !ok {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["CreateToken"]++
	f.calls["CreateToken:"+in.GrantType]++
	if !f.known(w, in.ClientID, in.ClientSecret) {
		return
	}
	if !slices.Contains(f.clients[in.ClientID].grants, in.GrantType) {
		refuse(w, http.StatusBadRequest, "UnauthorizedClientException", "unauthorized_client")
		return
	}
	name, oauth := f.grant(in)
	if name != "" {
		refuse(w, http.StatusBadRequest, name, oauth)
		return
	}
	access, refresh := f.secret("access-"), f.secret("refresh-")
	f.access[access] = time.Now().Add(time.Duration(f.TokenSeconds) * time.Second)
	f.refresh[refresh] = in.ClientID
	say(w, map[string]any{"accessToken": access, "refreshToken": refresh, "tokenType": "Bearer", "expiresIn": f.TokenSeconds})
}

// grant spends what a token is asked for with, or names the error.
func (f *Fake) grant(in tokenRequest) (name, oauth string) {
	const invalid = "InvalidGrantException"
	switch in.GrantType {
	case "refresh_token":
		if whose, there := f.refresh[in.RefreshToken]; !there || whose != in.ClientID {
			return invalid, "invalid_grant"
		}
		delete(f.refresh, in.RefreshToken)
		return "", ""
	case "authorization_code":
		c := f.codes[in.Code]
		delete(f.codes, in.Code)
		if c == nil || c.client != in.ClientID || c.redirect != in.RedirectURI || c.challenge != challengeOf(in.CodeVerifier) {
			return invalid, "invalid_grant"
		}
		return "", ""
	}
	d := f.devices[in.DeviceCode]
	if d == nil || d.client != in.ClientID || d.state == "spent" {
		return invalid, "invalid_grant"
	}
	now := time.Now()
	early := now.Sub(d.asked) < time.Duration(f.Interval)*time.Second-50*time.Millisecond
	d.asked = now
	switch {
	case f.slowDown || early:
		f.slowDown = false
		return "SlowDownException", "slow_down"
	case d.state == "expired" || now.After(d.until):
		return "ExpiredTokenException", "expired_token"
	case d.state == "denied":
		return "AccessDeniedException", "access_denied"
	case d.state == "":
		return "AuthorizationPendingException", "authorization_pending"
	}
	d.state = "spent"
	return "", ""
}

// bearer tells whether a request of the portal bears a good token.
func (f *Fake) bearer(w http.ResponseWriter, r *http.Request) bool {
	until, there := f.access[r.Header.Get("X-Amz-Sso_bearer_token")]
	if !there || time.Now().After(until) {
		refuse(w, http.StatusUnauthorized, "UnauthorizedException", "")
		return false
	}
	return true
}

func (f *Fake) account(id string) *Account {
	for i := range f.Accounts {
		if f.Accounts[i].ID == id {
			return &f.Accounts[i]
		}
	}
	return nil
}

func (f *Fake) roleCredentials(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.calls["GetRoleCredentials"]++
	id, role := r.URL.Query().Get("account_id"), r.URL.Query().Get("role_name")
	if !f.bearer(w, r) {
		f.mu.Unlock()
		return
	}
	account := f.account(id)
	f.mu.Unlock()
	if account == nil || !slices.Contains(account.Roles, role) {
		refuse(w, http.StatusForbidden, "ForbiddenException", "")
		return
	}
	key, err := f.Issue(id, role)
	if err != nil {
		refuse(w, http.StatusInternalServerError, "InternalServerException", fmt.Sprint(err))
		return
	}
	f.mu.Lock()
	f.shown = append(f.shown, key.SecretAccessKey, key.SessionToken)
	f.mu.Unlock()
	say(w, map[string]any{"roleCredentials": map[string]any{
		"accessKeyId": key.AccessKeyID, "secretAccessKey": key.SecretAccessKey, "sessionToken": key.SessionToken, "expiration": key.Until.UnixMilli(),
	}})
}

func (f *Fake) listAccounts(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["ListAccounts"]++
	if !f.bearer(w, r) {
		return
	}
	items := []map[string]string{}
	for _, a := range f.Accounts {
		items = append(items, map[string]string{"accountId": a.ID, "accountName": a.Name, "emailAddress": a.Email})
	}
	answer("accountList", w, r, items)
}

func (f *Fake) listRoles(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls["ListAccountRoles"]++
	if !f.bearer(w, r) {
		return
	}
	account := f.account(r.URL.Query().Get("account_id"))
	if account == nil {
		refuse(w, http.StatusForbidden, "ForbiddenException", "")
		return
	}
	items := []map[string]string{}
	for _, role := range account.Roles {
		items = append(items, map[string]string{"roleName": role, "accountId": account.ID})
	}
	answer("roleList", w, r, items)
}

// answer gives a piece of a list.
func answer(name string, w http.ResponseWriter, r *http.Request, items []map[string]string) {
	from, _ := strconv.Atoi(r.URL.Query().Get("next_token"))
	most, err := strconv.Atoi(r.URL.Query().Get("max_result"))
	if err != nil {
		most = len(items)
	}
	body := map[string]any{name: items[min(from, len(items)):min(from+most, len(items))]}
	if from+most < len(items) {
		body["nextToken"] = strconv.Itoa(from + most)
	}
	say(w, body)
}
