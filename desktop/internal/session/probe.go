package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Unreachable says that no server of this product answers at an address, in a
// sentence that can be shown.
type Unreachable struct {
	Server string
	Cause  error
}

// Error implements error.
func (u *Unreachable) Error() string {
	if text, is := CertificateProblem(u.Server, u.Cause, time.Now()); is {
		return text
	}
	return fmt.Sprintf("there is no IAM Copilot server at %s: %v", u.Server, u.Cause)
}

// Unwrap gives the cause.
func (u *Unreachable) Unwrap() error { return u.Cause }

// Probe asks the server what it is. The error is an *Unreachable.
func Probe(ctx context.Context, server *url.URL) (api.ServerInfo, error) {
	transport := NewTransport(server)
	defer transport.CloseIdleConnections()
	info, err := probe(ctx, transport, server)
	if err != nil {
		return info, &Unreachable{Server: server.String(), Cause: err}
	}
	return info, nil
}

func probe(ctx context.Context, transport http.RoundTripper, server *url.URL) (info api.ServerInfo, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.String()+api.Base+"/info", nil)
	if err != nil {
		return info, err
	}
	request.Header.Set("Accept", "application/json")
	answer, err := transport.RoundTrip(request)
	if err != nil {
		return info, err
	}
	content, err := readAnswer(answer)
	if err != nil {
		return info, err
	}
	if answer.StatusCode != http.StatusOK {
		return info, fmt.Errorf("it answers %s", answer.Status)
	}
	if err := json.Unmarshal(content, &info); err != nil || info.Name != "IAM Copilot" {
		return info, errors.New("something else answers there")
	}
	return info, nil
}
