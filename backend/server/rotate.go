package server

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
)

// Of the rotation of the master key.
const (
	rotateTell   = 10 // re-wrapped workspaces between two lines that tell how far it is
	rotatePasses = 5  // over the workspaces, since servers with the old key may add some
)

// RotateKeys wraps every data key, and the server's own root key, by the
// current master key. It tells on out how far it is, and gives how many
// workspaces are left whose data keys are still wrapped by another one. Each
// workspace is a transaction of its own: when it is broken off it goes on the
// next time, and servers that have both keys do not notice.
func (s *Server) RotateKeys(ctx context.Context, out io.Writer) (left int, err error) {
	say := func(format string, args ...any) {
		if err == nil {
			_, err = fmt.Fprintf(out, format+"\n", args...)
		}
	}
	master := s.keys.Current().ID()
	changed, err := seal.RewrapRoot(ctx, s.db, s.guard.Public(access.Actor{System: "rotate-keys"}), s.keys)
	if err != nil {
		return 0, err
	}
	if changed {
		say("the server's root key is re-wrapped by master key %s", master)
	}
	for range rotatePasses {
		todo, err := s.wrappedByOthers(ctx)
		if err != nil {
			return len(todo), err
		}
		if len(todo) == 0 {
			break
		}
		say("%d workspaces have data keys to be re-wrapped by master key %s", len(todo), master)
		refused, err := s.rewrap(ctx, todo, say)
		if err != nil {
			return len(todo), err
		}
		if refused == len(todo) {
			break // nothing that another pass could do
		}
	}
	todo, lastErr := s.wrappedByOthers(ctx)
	if lastErr != nil {
		return len(todo), lastErr
	}
	if len(todo) == 0 {
		say("every data key is wrapped by master key %s; nothing is left", master)
	} else {
		say("%d workspaces are left", len(todo))
	}
	return len(todo), err
}

// wrappedByOthers lists the workspaces with data keys that another master key
// has wrapped.
func (s *Server) wrappedByOthers(ctx context.Context) (todo []int64, err error) {
	ids, err := s.teams.AllIDs(ctx)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		n, err := s.sealer.Foreign(ctx, s.guard.System("rotate-keys", id))
		if err != nil {
			return todo, err
		}
		if n > 0 {
			todo = append(todo, id)
		}
	}
	return todo, nil
}

// rewrap does the workspaces one by one, and counts those whose master key has
// not been given.
func (s *Server) rewrap(ctx context.Context, todo []int64, say func(string, ...any)) (refused int, err error) {
	for i, id := range todo {
		sc := s.guard.System("rotate-keys", id)
		err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
			n, err := s.sealer.Rewrap(ctx, sc)
			if err != nil || n == 0 {
				return err
			}
			return s.audit.Record(ctx, sc, audit.Entry{
				Action: "vault.keys_rewrapped", ResourceType: "data_key",
				Details: map[string]string{"keys": fmt.Sprint(n), "master_key": s.keys.Current().ID()},
			})
		})
		if errors.Is(err, seal.ErrOtherMaster) {
			refused++
			say("workspace %d is left as it is: %v", id, err)
			continue
		}
		if err != nil {
			return refused, fmt.Errorf("workspace %d: %w", id, err)
		}
		if done := i + 1; done%rotateTell == 0 || done == len(todo) {
			say("%d of %d workspaces are done, %d are left", done-refused, len(todo), len(todo)-done+refused)
		}
	}
	return refused, nil
}
