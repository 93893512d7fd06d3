package accounts

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// exports bounds how often an account is written out.
var exports = limit.Rule{Name: "account_export", Burst: 20, Per: time.Hour}

// exportRecords is how many records are read and sent at a time.
const exportRecords = 200

// Export writes out what is held of the person who asks, as one JSON document
// (api.AccountExport) that is made while it is sent, since its records may be
// many. It holds no secret. It is recorded before the first byte.
func (s *Service) Export(ctx context.Context, sc access.Scope, _ api.None) (web.Stream, error) {
	userID, err := sc.User()
	if err != nil {
		return web.Stream{}, err
	}
	if wait := s.Limiter.Take(ctx, exports, id(userID)); wait > 0 {
		s.Metrics.Limited(exports.Name)
		return web.Stream{}, ErrTooMany.Saying("The account has been exported often. Wait a little, then try again.").After(wait)
	}
	held, err := s.held(ctx, sc)
	if err != nil {
		return web.Stream{}, err
	}
	out := accountExport{service: s, actor: sc.Actor(), user: userID, held: held}
	if held.personal, err = s.personal(ctx); err != nil {
		return web.Stream{}, err
	}
	err = s.own(ctx, func(ctx context.Context, own access.Scope) error {
		return s.Audit.Record(ctx, own, audit.Entry{Action: "accounts.exported", ResourceType: "user", ResourceID: id(userID)})
	})
	if err != nil {
		return web.Stream{}, err
	}
	return web.Stream{
		ContentType: "application/json", FileName: "iam-copilot-account-" + db.Now().Format("20060102T150405Z") + ".json", Next: out.next,
	}, nil
}

// holdings is what is held of a person besides records.
type holdings struct {
	api.AccountExport

	personal access.Scope
}

// personal is the scope of the person's own workspace.
func (s *Service) personal(ctx context.Context) (access.Scope, error) {
	_, own, err := s.myself(ctx)
	return own, err
}

func (s *Service) held(ctx context.Context, sc access.Scope) (*holdings, error) {
	var h holdings
	h.ExportedAt = db.Now()
	var err error
	read := func(into func() error) {
		if err == nil {
			err = into()
		}
	}
	read(func() (err error) { h.Profile, err = s.Me(ctx, sc, api.None{}); return })
	read(func() (err error) { h.SecondFactor, err = s.MFA(ctx, sc, api.None{}); return })
	read(func() error { list, err := s.Sessions(ctx, sc, api.None{}); h.Sessions = list.Items; return err })
	read(func() error { list, err := s.ListTokens(ctx, sc, api.None{}); h.Tokens = list.Items; return err })
	read(func() error { list, err := s.Passkeys(ctx, sc, api.None{}); h.Passkeys = list.Items; return err })
	read(func() error { list, err := s.Identities(ctx, sc, api.None{}); h.Identities = list.Items; return err })
	h.Workspaces = []api.Workspace{}
	for cursor, more := "", true; more && err == nil; {
		var list api.WorkspaceList
		list, err = s.WorkspacesOf(ctx, sc, cursor)
		h.Workspaces = append(h.Workspaces, list.Items...)
		cursor, more = list.NextCursor, list.NextCursor != ""
	}
	return &h, err
}

// accountExport is one that is under way: first what is held, then the person's
// records, workspace by workspace, newest first.
type accountExport struct {
	service *Service
	actor   access.Actor
	user    int64
	held    *holdings

	begun, ended bool
	written      int // records
	at           int // workspace
	cursor       string
}

func (e *accountExport) next(ctx context.Context) ([]byte, error) {
	switch {
	case !e.begun:
		e.begun = true
		return e.head()
	case e.ended:
		return nil, io.EOF
	case e.at == len(e.held.Workspaces):
		e.ended = true
		return []byte("]}\n"), nil
	}
	return e.records(ctx)
}

// head is the document as far as its records.
func (e *accountExport) head() ([]byte, error) {
	e.held.Records = []api.ExportedRecord{}
	text, err := json.Marshal(e.held.AccountExport)
	if err != nil {
		return nil, err
	}
	return text[:len(text)-len("]}")], nil // Records is the last field, and empty
}

// records is a piece of the person's records. What other people did in a
// workspace is not theirs, and a workspace that they may not enter now, for want
// of a second factor, keeps its records.
func (e *accountExport) records(ctx context.Context) ([]byte, error) {
	w := e.held.Workspaces[e.at]
	sc, err := e.scope(ctx, w)
	if errors.Is(err, access.ErrMFA) || errors.Is(err, access.ErrNoSuch) {
		e.at++
		return e.next(ctx)
	}
	if err != nil {
		return nil, err
	}
	list, err := e.service.Audit.List(ctx, sc, api.AuditListIn{UserID: e.user, Page: api.Page{Limit: exportRecords, Cursor: e.cursor}})
	if err != nil {
		return nil, err
	}
	if e.cursor = list.NextCursor; e.cursor == "" {
		e.at++
	}
	var out []byte
	for _, record := range list.Items {
		text, err := json.Marshal(api.ExportedRecord{WorkspaceID: w.ID, AuditRecord: record})
		if err != nil {
			return nil, err
		}
		if e.written > 0 {
			out = append(out, ",\n"...)
		}
		e.written++
		out = append(out, text...)
	}
	if len(out) == 0 {
		return e.next(ctx)
	}
	return out, nil
}

// scope is that of a workspace of the person's.
func (e *accountExport) scope(ctx context.Context, w api.Workspace) (access.Scope, error) {
	if own, err := e.held.personal.Workspace(); err != nil || own == w.ID {
		return e.held.personal, err
	}
	return e.service.Guard.Enter(ctx, e.actor, w.ID, access.WorkspaceRead)
}
