package legacy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

// Importer brings the earlier system's people over.
type Importer struct {
	Scope    access.Scope // of no workspace
	Accounts Accounts
	Vault    Vault
	History  History
}

// Options say what is imported.
type Options struct {
	From       string // postgresql://…, sqlite:///… or the path of a SQLite file
	FernetKeys string // one, or several with commas between them
	DryRun     bool   // try everything, keep nothing
}

// Report is what became of the rows.
type Report struct {
	Imported, Before, Skipped int // people
	Credentials, Records      int // of those who were imported
}

// errTried undoes a transaction that was only tried.
var errTried = errors.New("legacy: a dry run keeps nothing")

// Run imports and tells on out, line by line, what became of each person. An
// error is one that keeps the rest from being tried.
func (m *Importer) Run(ctx context.Context, o Options, out io.Writer) (report Report, err error) {
	keys, err := parseFernetKeys(o.FernetKeys)
	if err != nil {
		return Report{}, err
	}
	from, err := openSource(ctx, o.From)
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, from.close()) }()

	var users []row
	if err := from.each(ctx, usersTable, nil, func(r row) error { users = append(users, r); return nil }); err != nil {
		return Report{}, err
	}
	for _, user := range users {
		line, err := m.one(ctx, from, keys, o, user, &report)
		if err != nil {
			return report, fmt.Errorf("user %s: %w", user.id(), err)
		}
		if _, err := fmt.Fprintf(out, "user %s (%s): %s\n", user.id(), oneLine(user.text("email")), line); err != nil {
			return report, err
		}
	}
	return report, m.sum(ctx, from, o, report, out)
}

// one imports a person and says in a line what became of it. The error is one
// that has nothing to do with the person.
func (m *Importer) one(ctx context.Context, from *source, keys fernetKeys, o Options, user row, report *Report) (line string, err error) {
	person, err := readPerson(user)
	if err != nil {
		report.Skipped++
		return "skipped: " + err.Error(), nil
	}
	credentials, records := 0, 0
	imported, err := m.Accounts.Import(ctx, m.Scope, person, func(ctx context.Context, own access.Scope) error {
		if credentials, err = m.credentials(ctx, own, from, keys, user["id"]); err != nil {
			return err
		}
		if records, err = m.history(ctx, own, from, user["id"]); err != nil {
			return err
		}
		if o.DryRun {
			return errTried
		}
		return nil
	})
	told := fmt.Sprintf("%d credentials, %d records", credentials, records)
	switch {
	case errors.Is(err, errTried), err == nil && imported:
		report.Imported++
		report.Credentials += credentials
		report.Records += records
		if o.DryRun {
			return "would be imported, " + told, nil
		}
		return "imported, " + told, nil
	case err == nil:
		report.Before++
		return "imported before, left as it is", nil
	case ofRow(err) != nil:
		report.Skipped++
		return "skipped, with all that is theirs: " + ofRow(err).Error(), nil
	}
	return "", err
}

// rowError is what is wrong with a row; it holds nothing secret.
type rowError struct{ text string }

func (e rowError) Error() string { return e.text }

func badRow(format string, args ...any) error { return rowError{fmt.Sprintf(format, args...)} }

// ofRow is what a person's own rows are the reason of; nil when something else
// is, such as a database that went away, and the rest need not be tried.
func ofRow(err error) error {
	var bad rowError
	var f *fault.Fault
	switch {
	case errors.As(err, &bad):
		return bad
	case errors.Is(err, errSource), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return nil
	case errors.As(err, &f) && f.Kind() == fault.Unavailable:
		return nil
	case errors.As(err, &f) && f.Kind() != fault.Internal:
		return rowError{f.Detail()}
	}
	// The database's own words may hold values.
	return rowError{"this database cannot hold one of the rows"}
}

// mostCost is the highest work factor of a password hash that is taken: each step
// doubles the time of a sign-in, and 14 takes about a second.
const mostCost = 14

func readPerson(r row) (Person, error) {
	p := Person{
		Email: r.text("email"), HashedPassword: r.text("hashed_password", "password_hash"), FullName: fullName(r),
		Active: r.flag("is_active", true), Verified: r.flag("is_verified", false), CreatedAt: r.time("created_at"), LegacyID: r.id(),
	}
	if at := r.time("last_login", "last_login_at"); !at.IsZero() {
		p.LastLogin = &at
	}
	cost, ok := bcryptCost(p.HashedPassword)
	switch {
	case p.LegacyID == "":
		return p, badRow("the row has no id")
	case p.Email == "":
		return p, badRow("there is no e-mail address")
	case !ok:
		return p, badRow("the password's hash is not one of bcrypt")
	case cost > mostCost:
		return p, badRow("the password's hash has the work factor %d, and %d is the most that is taken", cost, mostCost)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", p.LegacyID, strings.ToLower(p.Email), p.CreatedAt.UnixMicro()))
	p.Key = hex.EncodeToString(sum[:])
	return p, nil
}

// mostName is the most characters of a name.
const mostName = 200

func fullName(r row) string {
	name := []rune(plain(r.text("full_name", "name")))
	return string(name[:min(len(name), mostName)])
}

// bcryptCost reads the work factor of a hash ("$2b$12$" and 53 signs).
func bcryptCost(hash string) (cost int, ok bool) {
	if len(hash) != 60 || hash[0] != '$' || hash[1] != '2' || !strings.ContainsRune("aby", rune(hash[2])) || hash[3] != '$' || hash[6] != '$' {
		return 0, false
	}
	cost, err := strconv.Atoi(hash[4:6])
	return cost, err == nil && cost >= 4
}

// sum tells what was not anybody's, and the whole.
func (m *Importer) sum(ctx context.Context, from *source, o Options, report Report, out io.Writer) error {
	for _, table := range []string{credentialsTable, auditTable} {
		n, err := from.count(ctx, table, "user_id is null or user_id not in (select id from users)")
		if err != nil {
			return fmt.Errorf("reading %s: %w", table, err)
		}
		if n > 0 {
			if _, err := fmt.Fprintf(out, "%s: %d rows are nobody's and are not taken\n", table, n); err != nil {
				return err
			}
		}
	}
	n, err := from.count(ctx, tokensTable, "1 = 1")
	if err != nil {
		return fmt.Errorf("reading %s: %w", tokensTable, err)
	}
	if n > 0 {
		if _, err := fmt.Fprintf(out, "%s: %d rows are not taken: everybody signs in anew\n", tokensTable, n); err != nil {
			return err
		}
	}
	did := "imported"
	if o.DryRun {
		did = "would be imported"
	}
	_, err = fmt.Fprintf(out, "%d people %s with %d credentials and %d records, %d imported before, %d skipped\n",
		report.Imported, did, report.Credentials, report.Records, report.Before, report.Skipped)
	return err
}

// oneLine keeps a text of the earlier database from looking like more lines.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}
