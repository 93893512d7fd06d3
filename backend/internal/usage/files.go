package usage

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// Bounds of an upload.
const (
	maxFiles    = 100
	maxUnpacked = 256 << 20 // of one file
	maxBad      = 20        // records that are named, of a file
	maxName     = 200
)

// Files counts what log files of CloudTrail tell. What cannot be read is told by file
// and record, and the rest counts.
func (s *Service) Files(ctx context.Context, sc access.Scope, in api.EventFilesIn) (out api.EventFiles, err error) {
	form, err := formOf(in)
	if err != nil {
		return out, err
	}
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return out, ErrBusy.Because(ctx.Err())
	}
	counting := s.intake(sc, fromFiles)
	counting.first = func(ctx context.Context) error {
		return s.Audit.Record(ctx, sc, audit.Entry{Action: "usage.files_uploaded", ResourceType: "cloudtrail_files", Details: map[string]string{"bytes": strconv.Itoa(len(in.RawBody))}})
	}
	out.Files, out.Accounts, out.Unknown = []api.EventFile{}, []string{}, []string{}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return out, ErrForm.Saying("The form cannot be read: %s.", err).Because(err)
		}
		if part.FileName() == "" {
			continue
		}
		if len(out.Files) == maxFiles {
			return out, ErrForm.Saying("There are more than %d files: send the rest in another request. Those before count.", maxFiles)
		}
		out.Files = append(out.Files, api.EventFile{Name: nameOf(part.FileName()), Bad: []api.BadRecord{}})
		if err := counting.file(ctx, part, &out.Files[len(out.Files)-1]); err != nil {
			return out, err
		}
	}
	if len(out.Files) == 0 {
		return out, ErrForm.Saying("The form has no files.").At("body.files", "is missing")
	}
	for i := range out.Files {
		sum(&out.Tally, &out.Files[i].Tally)
	}
	out.Accounts = append(out.Accounts, slices.Sorted(maps.Keys(counting.accounts))...)
	out.Unknown = append(out.Unknown, slices.Sorted(maps.Keys(counting.unknown))...)
	return out, nil
}

// file counts one file. Its error is one of ours; what is wrong with the file is told
// in the answer.
func (in *intake) file(ctx context.Context, r io.Reader, f *api.EventFile) error {
	var stopped error
	err := trail.Stream(r, trail.Limits{Bytes: maxUnpacked}, func(index int64, e *trail.Event, bad error) error {
		if stopped = ctx.Err(); stopped != nil {
			return stopped
		}
		if bad != nil {
			f.Tally.Events++
			f.Tally.Bad++
			if len(f.Bad) < maxBad {
				f.Bad = append(f.Bad, api.BadRecord{Index: index, Reason: bad.Error()})
			}
			return nil
		}
		before := f.Tally.Bad
		stopped = in.add(ctx, e, &f.Tally)
		if f.Tally.Bad > before && len(f.Bad) < maxBad {
			f.Bad = append(f.Bad, api.BadRecord{Index: index, Reason: "has no time of the past in eventTime"})
		}
		return stopped
	})
	if stopped != nil {
		return stopped
	}
	if err != nil {
		f.Failure = "The file " + err.Error() + "."
	}
	return in.flush(ctx)
}

// formOf opens the form of an upload, which is read part by part.
func formOf(in api.EventFilesIn) (*multipart.Reader, error) {
	media, params, err := mime.ParseMediaType(in.ContentType)
	if err != nil || media != "multipart/form-data" {
		return nil, ErrNoForm
	}
	if params["boundary"] == "" {
		return nil, ErrForm.Saying("The type of the form names no boundary.")
	}
	return multipart.NewReader(bytes.NewReader(in.RawBody), params["boundary"]), nil
}

// nameOf is a file's name without its folders, fit to be shown.
func nameOf(given string) string {
	name := path.Base(strings.ReplaceAll(strings.ToValidUTF8(given, "\uFFFD"), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	for len(name) > maxName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}
