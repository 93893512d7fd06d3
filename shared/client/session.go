package client

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// renewTimeout bounds the renewal of tokens.
const renewTimeout = 30 * time.Second

// session holds the tokens of a client and of those made from it.
type session struct {
	mu      sync.Mutex
	pair    api.TokenPair
	changed func(api.TokenPair)
	turn    chan struct{} // held by whoever renews the tokens
}

func newSession() *session { return &session{turn: make(chan struct{}, 1)} }

func (s *session) tokens() api.TokenPair {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pair
}

func (s *session) set(pair api.TokenPair) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pair = pair
}

// Tokens gives the tokens that requests are made with; they change when the
// client renews them.
func (c *Client) Tokens() api.TokenPair { return c.session.tokens() }

// SetTokens makes the next requests with these tokens; an empty pair signs the
// client out without telling the server.
func (c *Client) SetTokens(pair api.TokenPair) { c.session.set(pair) }

// renew exchanges the refresh token once, however many requests ask for it at
// the same time. refused is the access token that the server did not take.
func (c *Client) renew(ctx context.Context, refused string) error {
	s := c.session
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	before := s.tokens()
	if before.AccessToken != refused {
		return nil // somebody else has renewed it meanwhile
	}
	// The exchange goes on when the caller gives up: its answer must not be
	// lost, for the refresh token that it spends works once.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), renewTimeout)
	defer cancel()
	pair, err := c.Accounts.Refresh(ctx, api.RefreshIn{Body: &api.RefreshRequest{RefreshToken: before.RefreshToken}})
	var problem *api.Problem
	switch {
	case err == nil:
	case errors.As(err, &problem) && problem.Status == http.StatusUnauthorized:
		pair = api.TokenPair{} // the session has ended
	default:
		return err
	}
	// Tokens that were set while the exchange ran belong to another sign-in.
	s.mu.Lock()
	current := s.pair == before
	if current {
		s.pair = pair
	}
	s.mu.Unlock()
	if current && s.changed != nil {
		s.changed(pair)
	}
	return err
}
