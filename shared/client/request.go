package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// maxAnswer is the largest answer that is read, in bytes.
const maxAnswer = 32 << 20

// identity says how an operation proves who calls it.
type identity uint8

const (
	anonymous identity = iota // no token is sent
	optional                  // the token is sent when there is one, and not renewed
	signedIn                  // the token is sent, and renewed when the server refuses it
)

// call performs one operation: in becomes path, query, headers and body as its
// type's tags say, and the answer's body is read into O.
func call[O any](ctx context.Context, c *Client, who identity, method, pattern string, in any) (out O, err error) {
	operation := method + " " + pattern
	parts, err := encode(method, pattern, in)
	if err != nil {
		return out, fmt.Errorf("%s: %w", operation, err)
	}
	answer, err := c.ask(ctx, who, operation, parts)
	if err != nil {
		return out, err
	}
	defer discard(answer)
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return out, errorOf(operation, answer)
	}
	if _, none := any(out).(api.None); none {
		return out, nil
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, maxAnswer)).Decode(&out); err != nil {
		return out, fmt.Errorf("%s: reading the answer: %w", operation, err)
	}
	return out, nil
}

// download performs a GET by somebody signed in, whose answer may be of any
// size, and writes the body to w.
func (c *Client) download(ctx context.Context, pattern string, in any, w io.Writer) error {
	operation := http.MethodGet + " " + pattern
	parts, err := encode(http.MethodGet, pattern, in)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	answer, err := c.ask(ctx, signedIn, operation, parts)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return errorOf(operation, answer)
	}
	if _, err := io.Copy(w, answer.Body); err != nil {
		return fmt.Errorf("%s: the answer breaks off: %w", operation, err)
	}
	return nil
}

// ask sends a request as whoever the operation wants, and once more after
// renewing a token that the server refused.
func (c *Client) ask(ctx context.Context, who identity, operation string, p parts) (*http.Response, error) {
	if who == anonymous {
		return c.send(ctx, operation, p, "")
	}
	before := c.session.tokens()
	answer, err := c.send(ctx, operation, p, before.AccessToken)
	if err != nil || answer.StatusCode != http.StatusUnauthorized || who != signedIn || before.RefreshToken == "" {
		return answer, err
	}
	refused := errorOf(operation, answer)
	discard(answer)
	if err := c.renew(ctx, before.AccessToken); err != nil {
		return nil, sessionEnded(refused, err)
	}
	return c.send(ctx, operation, p, c.session.tokens().AccessToken)
}

// sessionEnded chooses what a caller sees when the tokens could not be
// renewed: the refusal of its own request when the session is over, else what
// went wrong with renewing.
func sessionEnded(refused, err error) error {
	var problem *api.Problem
	if errors.As(err, &problem) && problem.Status == http.StatusUnauthorized {
		return refused
	}
	return fmt.Errorf("renewing the access token: %w", err)
}

func (c *Client) send(ctx context.Context, operation string, p parts, token string) (*http.Response, error) {
	address := c.base + p.path
	if len(p.query) > 0 {
		address += "?" + p.query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, p.method, address, bytes.NewReader(p.body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", operation, err)
	}
	request.Header = p.header.Clone()
	if request.Header.Get("Accept") == "" {
		request.Header.Set("Accept", "application/json")
	}
	request.Header.Set("User-Agent", c.userAgent)
	if p.body != nil && request.Header.Get("Content-Type") == "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if token != "" && request.Header.Get("Authorization") == "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	if c.workspace != 0 {
		request.Header.Set(api.HeaderWorkspace, strconv.FormatInt(c.workspace, 10))
	}
	nameWish(request)
	answer, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", operation, err)
	}
	return answer, nil
}

// discard reads what is left of a small body, so that the connection can be
// used again, and closes it.
func discard(answer *http.Response) {
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
	_ = answer.Body.Close()
}
