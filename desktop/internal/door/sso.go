package door

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/iam-copilot/iam-copilot/desktop/internal/local"
	"github.com/iam-copilot/iam-copilot/desktop/internal/loopback"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// signInWithProvider signs in with a provider of the team server, in the
// person's own browser. The answer is that of signing in with a password, and
// comes when the browser has been back; a page that leaves ends the wait.
func (d *Door) signInWithProvider(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Provider string `json:"provider"`
	}
	if !d.read(w, r, &in) {
		return
	}
	now := d.await(r.Context(), keyringPatience, opening, connecting)
	if now.name != ready {
		problem(w, http.StatusServiceUnavailable, "desktop.locked", "The application is not open yet.")
		return
	}
	s := now.connection.session
	if *s.Server() == *local.Origin() || in.Provider == "" {
		problem(w, http.StatusConflict, "desktop.local", "There is no provider to sign in with on this computer.")
		return
	}
	back, err := loopback.Listen(r.Context(), "IAM Copilot")
	if err != nil {
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return
	}
	defer back.Close(r.Context())
	if err := d.config.Shell.Browse(back.Start(s.Server(), in.Provider)); err != nil {
		problem(w, http.StatusInternalServerError, "desktop.no_browser", sentence(err))
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(d.ctx, cancel)()
	wanted, err := back.Wait(ctx)
	if err != nil {
		code := "desktop.sso_failed"
		if errors.Is(err, context.Canceled) {
			code = "desktop.cancelled"
		}
		problem(w, http.StatusConflict, code, sentence(err))
		return
	}
	d.exchange(w, r, now.connection, wanted)
}

// exchange gives the server the code and hands its answer on, without tokens.
func (d *Door) exchange(w http.ResponseWriter, r *http.Request, c *connection, wanted api.SSOExchangeRequest) {
	body, err := json.Marshal(wanted)
	if err != nil {
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return
	}
	request, err := http.NewRequestWithContext(r.Context(), http.MethodPost, c.session.Server().String()+api.Base+"/auth/sso/exchange", bytes.NewReader(body))
	if err != nil {
		problem(w, http.StatusInternalServerError, "desktop.failed", sentence(err))
		return
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	answer, err := c.session.RoundTrip(request)
	if err != nil {
		d.refuse(w, c.session, err)
		return
	}
	defer func() { _ = answer.Body.Close() }()
	incoming(w.Header(), answer.Header)
	w.WriteHeader(answer.StatusCode)
	if _, err := io.Copy(w, answer.Body); err != nil {
		d.config.Log.Warn("an answer broke off", "error", err)
	}
}
