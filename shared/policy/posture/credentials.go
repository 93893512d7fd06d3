package posture

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Credential is what is known of the credentials of a user, or of the root user.
type Credential struct {
	User    string // "<root_account>" for the root user
	ARN     string
	Created time.Time
	// Password tells whether there is one for the console; of the root user it is not known.
	Password bool
	// PasswordUsed is when it was used last; zero: never, as far as AWS knows.
	PasswordUsed    time.Time
	PasswordChanged time.Time
	// MFA tells whether a device is enabled, of any kind: virtual, hardware, passkey.
	MFA  bool
	Keys []Key
}

// Key is an access key.
type Key struct {
	// Name tells keys apart: its id, or "access_key_1" where the id is not known.
	Name   string
	Active bool
	// Since is when it was created; in a credential report, when it was created or its
	// status changed last.
	Since time.Time
	// Used is when it was used last; zero: never.
	Used    time.Time
	Service string
	Region  string
}

// rootUser is the name of the root user in credential reports.
const rootUser = "<root_account>"

// Root tells whether it is the root user's.
func (c *Credential) Root() bool { return c.User == rootUser || strings.HasSuffix(c.ARN, ":root") }

// maxReport is the number of rows that are read; an account has up to 5,000 users.
const maxReport = 100_000

// ReadCredentialReport reads the CSV of "Getting credential reports for your AWS
// account" (AWS IAM User Guide). Columns are found by their names; those that AWS adds
// are passed over.
func ReadCredentialReport(r io.Reader) ([]Credential, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("this is no credential report: its header cannot be read: %w", err)
	}
	columns := map[string]int{}
	for i, name := range header {
		columns[strings.TrimSpace(strings.TrimPrefix(name, "\uFEFF"))] = i
	}
	for _, needed := range []string{"user", "arn", "password_enabled", "mfa_active", "access_key_1_active"} {
		if _, ok := columns[needed]; !ok {
			return nil, fmt.Errorf("this is no credential report: it has no column %s", needed)
		}
	}
	var out []Credential
	for line := 2; ; line++ {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the credential report cannot be read: %w", err)
		}
		if len(out) >= maxReport {
			return nil, fmt.Errorf("the credential report has more than %d rows", maxReport)
		}
		row := reportRow{record: record, columns: columns, line: line}
		out = append(out, row.credential())
		if row.err != nil {
			return nil, row.err
		}
	}
}

// reportRow is a line of a report; it keeps the first error.
type reportRow struct {
	record  []string
	columns map[string]int
	line    int
	err     error
}

func (r *reportRow) text(column string) string {
	i, ok := r.columns[column]
	if !ok || i >= len(r.record) {
		return ""
	}
	return strings.TrimSpace(r.record[i])
}

func (r *reportRow) is(column string) bool { return strings.EqualFold(r.text(column), "true") }

// date is zero where the report has none: N/A, no_information, not_supported.
func (r *reportRow) date(column string) time.Time {
	text := r.text(column)
	switch strings.ToLower(text) {
	case "", "n/a", "no_information", "not_supported":
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("the credential report, line %d: %s is %q, which is no time", r.line, column, text)
	}
	return at.UTC()
}

func (r *reportRow) credential() Credential {
	c := Credential{
		User: r.text("user"), ARN: r.text("arn"), Created: r.date("user_creation_time"), Password: r.is("password_enabled"),
		PasswordUsed: r.date("password_last_used"), PasswordChanged: r.date("password_last_changed"), MFA: r.is("mfa_active"),
	}
	for _, key := range []string{"access_key_1", "access_key_2"} {
		k := Key{
			Name: key, Active: r.is(key + "_active"), Since: r.date(key + "_last_rotated"), Used: r.date(key + "_last_used_date"),
			Service: r.text(key + "_last_used_service"), Region: r.text(key + "_last_used_region"),
		}
		if k.Active || !k.Since.IsZero() {
			c.Keys = append(c.Keys, k)
		}
	}
	return c
}
