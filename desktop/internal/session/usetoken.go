package session

import (
	"context"
	"errors"
	"strings"
	"time"
)

// farAway is the end of tokens that do not say when they end: the server
// refuses them when their time has come.
var farAway = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// UseToken makes a session of a personal access token, in the place of the
// session before, which is ended. Such a session cannot be renewed: it is over
// when the server refuses the token.
func (s *Session) UseToken(ctx context.Context, token string) error {
	if token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("that is no personal access token: it is one word of letters and digits")
	}
	if !s.config.KeepAccess {
		return errors.New("a session that keeps no access token cannot be made of one")
	}
	done, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer done()
	before := s.current().Refresh
	s.set(tokens{Server: s.origin, Access: token, Expires: farAway})
	s.farewell(before)
	return nil
}
