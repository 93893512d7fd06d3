package monitoring

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/catalog/reference"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

// refreshArgs are the arguments of the job; there are none.
type refreshArgs struct{}

// Refreshed is what came of reading AWS's service reference.
type Refreshed struct {
	CheckedAt time.Time `json:"checked_at"`
	// ReportID is the report of what changed, 0 when nothing did.
	ReportID int64             `json:"report_id"`
	Counts   api.CatalogCounts `json:"counts"`
}

// Trigger starts reading as a job.
func (s *Service) Trigger(ctx context.Context, sc access.Scope, _ api.None) (api.Job, error) {
	return s.refresh.Start(ctx, sc, jobs.Begin[refreshArgs]{Key: "refresh", Title: "Read what AWS's services have now"})
}

func (s *Service) runRefresh(ctx context.Context, _ access.Scope, run *jobs.Run, _ refreshArgs) (any, error) {
	if err := run.Report(ctx, 0, 0, "reading AWS's service reference"); err != nil {
		return nil, err
	}
	return s.Refresh(ctx)
}

// Refresh reads AWS's service reference, keeps it as a snapshot when it differs
// from the newest one, with a report of what changed, and lets this server use
// it. When somebody did so a moment ago, that is the answer; when another server
// is about it, its answer is waited for.
func (s *Service) Refresh(ctx context.Context) (Refreshed, error) {
	for end := time.Now().Add(awaitTime); ; {
		out, err := s.refreshOnce(ctx)
		if !errors.Is(err, ErrBusy) || time.Now().After(end) {
			return out, err
		}
		select {
		case <-ctx.Done():
			return out, err
		case <-time.After(awaitEvery):
		}
	}
}

// refreshOnce is refused with ErrBusy while another server does it.
func (s *Service) refreshOnce(ctx context.Context) (Refreshed, error) {
	now := db.Now()
	state, err := s.store.check(ctx, s.public)
	if err != nil {
		return Refreshed{}, err
	}
	if state.CheckedAt != nil && state.Failure == "" && now.Sub(*state.CheckedAt) < freshTime {
		return s.refreshed(ctx, *state.CheckedAt)
	}
	mine, err := s.store.claim(ctx, s.public, now, now.Add(claimTime))
	if err != nil {
		return Refreshed{}, err
	}
	if !mine {
		return Refreshed{}, ErrBusy.After(30 * time.Second)
	}
	err = s.read(ctx, now)
	failure := ""
	if err != nil {
		failure = err.Error()
	}
	// Also when ctx has ended: the claim must not outlive the work.
	if ended := s.store.checked(context.WithoutCancel(ctx), s.public, now, failure); ended != nil && err == nil {
		err = ended
	}
	if err != nil {
		return Refreshed{}, err
	}
	return s.refreshed(ctx, now)
}

// refreshed is the newest report if it is of this look.
func (s *Service) refreshed(ctx context.Context, checked time.Time) (Refreshed, error) {
	out := Refreshed{CheckedAt: checked}
	rows, err := s.store.reports(ctx, s.public, 0, 1)
	if err != nil || len(rows) == 0 || rows[0].CreatedAt.Before(checked) {
		return out, err
	}
	out.ReportID, out.Counts = rows[0].ID, rows[0].counts()
	return out, nil
}

// read fetches the reference and keeps what is new.
func (s *Service) read(ctx context.Context, now time.Time) error {
	before, err := s.base(ctx, now)
	if err != nil {
		return err
	}
	fetched, err := reference.Fetch(ctx, s.HTTP, s.Source)
	if err != nil {
		return ErrSource.Saying("%s", fault.Sentence(err.Error())).Because(err)
	}
	after, err := fetched.Snapshot(now, before.snapshot)
	if err != nil {
		return ErrSource.Saying("What %s says is not sound: %s", s.Source, fault.Sentence(err.Error())).Because(err)
	}
	if err := s.keep(ctx, before, after, now); err != nil {
		return err
	}
	return s.useNewest(ctx)
}

// dated is a snapshot with its row.
type dated struct {
	id       int64
	snapshot *snapshot.Snapshot
}

// base is what new things are compared with: the newest snapshot, or the
// catalog that the program was built with when that is newer or there is none.
func (s *Service) base(ctx context.Context, now time.Time) (dated, error) {
	built, err := snapshot.Embedded()
	if err != nil {
		return dated{}, err
	}
	row, err := s.store.newest(ctx, s.public)
	if err != nil {
		return dated{}, err
	}
	var newest dated
	if row != nil {
		if newest, err = s.open(ctx, row.ID); err != nil {
			return dated{}, err
		}
		if row.Date >= built.Date {
			return newest, nil
		}
	}
	if err := s.keep(ctx, newest, built, now); err != nil {
		return dated{}, err
	}
	if row, err = s.store.newest(ctx, s.public); err != nil {
		return dated{}, err
	}
	return dated{row.ID, built}, nil
}

// keep stores a snapshot, and what changed since the one before if there is one,
// in one transaction. What is the same, but for the day, is not kept.
func (s *Service) keep(ctx context.Context, before dated, after *snapshot.Snapshot, now time.Time) error {
	row, err := rowOf(after, s.Source, now)
	if err != nil {
		return err
	}
	var report *reportRow
	if before.snapshot != nil {
		r := diff.Compare(before.snapshot, after)
		if r.Counts.Total() == 0 {
			return nil
		}
		if report, err = reportOf(r, now); err != nil {
			return err
		}
	}
	return s.DB.Tx(ctx, s.public, func(ctx context.Context) error {
		made, err := s.store.insertSnapshot(ctx, s.public, row)
		if err != nil || !made {
			return err
		}
		if report != nil {
			report.BeforeID, report.AfterID = before.id, row.ID
			if err := s.store.insertReport(ctx, s.public, report); err != nil {
				return err
			}
		}
		return s.store.forget(ctx, s.public, kept)
	})
}

func rowOf(from *snapshot.Snapshot, source string, now time.Time) (*snapshotRow, error) {
	var content bytes.Buffer
	if err := from.Write(&content, true); err != nil {
		return nil, err
	}
	digest := sha256.Sum256(content.Bytes())
	row := &snapshotRow{
		Digest: hex.EncodeToString(digest[:]), Date: from.Date, Source: source, Services: len(from.Services), Content: content.Bytes(), TakenAt: now,
	}
	for i := range from.Services {
		row.Actions += len(from.Services[i].Actions)
	}
	return row, nil
}

func reportOf(r *diff.Report, now time.Time) (*reportRow, error) {
	var changes bytes.Buffer
	zip := gzip.NewWriter(&changes)
	if err := json.NewEncoder(zip).Encode(r.Changes); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	return &reportRow{
		BeforeDate: r.Before.Date, AfterDate: r.After.Date, Breaking: r.Counts.Breaking, Enhancement: r.Counts.Enhancement,
		Neutral: r.Counts.Neutral, Changes: changes.Bytes(), CreatedAt: now,
	}, nil
}

// changes reads the changes of a report.
func (r *reportRow) changes() ([]diff.Change, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(r.Changes))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(unzip)
	if err != nil {
		return nil, err
	}
	var out []diff.Change
	return out, json.Unmarshal(text, &out)
}

func (r *reportRow) counts() api.CatalogCounts {
	return api.CatalogCounts{Breaking: r.Breaking, Enhancement: r.Enhancement, Neutral: r.Neutral}
}

// open reads a snapshot.
func (s *Service) open(ctx context.Context, id int64) (dated, error) {
	row, err := s.store.snapshot(ctx, s.public, id)
	if err != nil {
		return dated{}, err
	}
	if row.Content == nil {
		return dated{}, ErrGone
	}
	read, err := snapshot.Read(bytes.NewReader(row.Content))
	return dated{id, read}, err
}

// useNewest lets the server's catalog be the newest snapshot, unless the program
// was built with a newer one.
func (s *Service) useNewest(ctx context.Context) error {
	row, err := s.store.newest(ctx, s.public)
	if err != nil || row == nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	built, err := catalog.Embedded()
	if err != nil || row.ID == s.inUse || row.Date <= built.Date {
		return err
	}
	newest, err := s.open(ctx, row.ID)
	if err != nil {
		return err
	}
	packed, err := newest.snapshot.Pack(catalog.AcceptedActions())
	if err != nil {
		return err
	}
	if err := catalog.Use(packed); err != nil {
		return err
	}
	s.inUse = row.ID
	s.Log.InfoContext(ctx, "policies are checked with another catalog", "date", row.Date, "services", row.Services, "actions", row.Actions)
	return nil
}
