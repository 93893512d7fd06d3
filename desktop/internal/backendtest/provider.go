package backendtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/server"
)

// Lovelace is the address of the one person whom the provider knows.
const Lovelace = "lovelace@provider.example"

const clientID = "iam-copilot"

// provider is an OpenID provider that signs everybody in as the same person
// ("OpenID Connect Core 1.0", authorization code flow). Somebody who visits it
// with ?refuse among the parameters says no.
type provider struct {
	issuer string
	key    *ecdsa.PrivateKey

	mu     sync.Mutex
	nonces map[string]string // by code
}

// Provider starts an OpenID provider, and gives the setting of a backend that
// people sign in to with it.
func Provider(t *testing.T) func(*server.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, nonces: map[string]string{}}
	listening := httptest.NewServer(p)
	t.Cleanup(listening.Close)
	p.issuer = listening.URL
	return func(c *server.Config) {
		c.OIDCIssuer, c.OIDCClientID, c.OIDCName, c.OIDCScopes, c.OIDCRegistration = p.issuer, clientID, "Example Corp", "openid email profile", "open"
	}
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		answer(w, map[string]any{
			"issuer": p.issuer, "authorization_endpoint": p.issuer + "/authorize", "token_endpoint": p.issuer + "/token", "jwks_uri": p.issuer + "/keys",
			"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"ES256"},
			"code_challenge_methods_supported": []string{"S256"}, "authorization_response_iss_parameter_supported": true,
		})
	case "/keys":
		point, err := p.key.PublicKey.Bytes()
		if err != nil {
			panic(err)
		}
		answer(w, map[string]any{"keys": []any{map[string]string{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "1", "x": raw(point[1:33]), "y": raw(point[33:])}}})
	case "/authorize":
		p.authorize(w, r)
	case "/token":
		p.token(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (p *provider) authorize(w http.ResponseWriter, r *http.Request) {
	in, out := r.URL.Query(), url.Values{}
	out.Set("state", in.Get("state"))
	out.Set("iss", p.issuer)
	if r.Header.Get("X-Refuse") != "" {
		out.Set("error", "access_denied")
	} else {
		code := rand.Text()
		out.Set("code", code)
		p.mu.Lock()
		p.nonces[code] = in.Get("nonce")
		p.mu.Unlock()
	}
	http.Redirect(w, r, in.Get("redirect_uri")+"?"+out.Encode(), http.StatusFound) //nolint:gosec // a provider of tests
}

func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	code := r.PostFormValue("code")
	p.mu.Lock()
	nonce, ok := p.nonces[code]
	delete(p.nonces, code)
	p.mu.Unlock()
	if !ok || r.PostFormValue("code_verifier") == "" {
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	now := time.Now()
	answer(w, map[string]any{"access_token": "at", "token_type": "Bearer", "expires_in": 60, "id_token": p.sign(map[string]any{
		"iss": p.issuer, "aud": clientID, "sub": "1", "nonce": nonce, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
		"email": Lovelace, "email_verified": true, "name": "Ada Lovelace",
	})})
}

// sign makes a JSON Web Token (RFC 7519) with ES256 (RFC 7518, section 3.4).
func (p *provider) sign(claims map[string]any) string {
	content, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	text := raw([]byte(`{"alg":"ES256","kid":"1","typ":"JWT"}`)) + "." + raw(content)
	sum := sha256.Sum256([]byte(text))
	r, s, err := ecdsa.Sign(rand.Reader, p.key, sum[:])
	if err != nil {
		panic(err)
	}
	return text + "." + raw(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
}

func raw(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body) // nobody is left to tell
}
