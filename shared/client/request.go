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
	parts, err := encode(pattern, in)
	if err != nil {
		return out, fmt.Errorf("%s: %w", operation, err)
	}
	token := ""
	if who != anonymous {
		token = c.session.tokens().AccessToken
	}
	answer, err := c.send(ctx, method, parts, token)
	if err != nil {
		return out, fmt.Errorf("%s: %w", operation, err)
	}
	if answer.StatusCode == http.StatusUnauthorized && who == signedIn && c.session.tokens().RefreshToken != "" {
		refused := errorOf(operation, answer)
		discard(answer)
		if err := c.renew(ctx, token); err != nil {
			return out, sessionEnded(refused, err)
		}
		if answer, err = c.send(ctx, method, parts, c.session.tokens().AccessToken); err != nil {
			return out, fmt.Errorf("%s: %w", operation, err)
		}
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

func (c *Client) send(ctx context.Context, method string, p parts, token string) (*http.Response, error) {
	address := c.base + p.path
	if len(p.query) > 0 {
		address += "?" + p.query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(p.body))
	if err != nil {
		return nil, err
	}
	request.Header = p.header.Clone()
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", c.userAgent)
	if p.body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if token != "" && request.Header.Get("Authorization") == "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	if c.workspace != 0 {
		request.Header.Set(api.HeaderWorkspace, strconv.FormatInt(c.workspace, 10))
	}
	return c.http.Do(request)
}

// discard reads what is left of a small body, so that the connection can be
// used again, and closes it.
func discard(answer *http.Response) {
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
	_ = answer.Body.Close()
}
