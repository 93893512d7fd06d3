package legacy

import (
	"context"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// credentials hands the person's AWS credentials to the vault.
func (m *Importer) credentials(ctx context.Context, own access.Scope, from *source, keys fernetKeys, user any) (n int, err error) {
	var rows []row
	if err := from.each(ctx, credentialsTable, user, func(r row) error { rows = append(rows, r); return nil }); err != nil {
		return 0, err
	}
	labels, hasDefault := map[string]bool{}, false
	for _, r := range rows {
		c := api.AddCredentialRequest{AWSRegion: r.text("aws_region", "region"), AWSAccountID: r.text("aws_account_id"), Label: label(r, labels)}
		if r.flag("is_default", false) && !hasDefault {
			c.IsDefault, hasDefault = true, true
		}
		name := fmt.Sprintf("credential %s (%s)", r.id(), oneLine(c.Label))
		for _, part := range []struct {
			column string
			into   *string
			needed bool
		}{
			{"encrypted_access_key_id", &c.AccessKeyID, true},
			{"encrypted_secret_access_key", &c.SecretAccessKey, true},
			{"encrypted_session_token", &c.SessionToken, false},
		} {
			token := r.text(part.column)
			if token == "" && !part.needed {
				continue
			}
			opened, err := keys.open(token)
			if err != nil {
				return 0, badRow("%s, column %s: %v", name, part.column, err)
			}
			*part.into = string(opened)
		}
		if err := check(c); err != nil {
			return 0, badRow("%s: %v", name, err)
		}
		if _, err := m.Vault.Add(ctx, own, api.AddCredentialIn{Body: c}); err != nil {
			if bad := ofRow(err); bad != nil {
				return 0, badRow("%s: %v", name, bad)
			}
			return 0, err
		}
	}
	return len(rows), nil
}

// check holds a credential against the rules that the interface states for one,
// which nobody has checked on the way here. What is wrong holds no value.
func check(c api.AddCredentialRequest) error {
	value, kind := reflect.ValueOf(c), reflect.TypeFor[api.AddCredentialRequest]()
	for i := range kind.NumField() {
		field := kind.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		text := value.Field(i)
		if text.Kind() != reflect.String || (options == "omitempty" && text.String() == "") {
			continue
		}
		if most, err := strconv.Atoi(field.Tag.Get("maxLength")); err == nil && len([]rune(text.String())) > most {
			return fmt.Errorf("%s has more than %d characters", name, most)
		}
		if least, err := strconv.Atoi(field.Tag.Get("minLength")); err == nil && len([]rune(text.String())) < least {
			return fmt.Errorf("%s has fewer than %d characters", name, least)
		}
		if pattern := field.Tag.Get("pattern"); pattern != "" && !regexp.MustCompile(pattern).MatchString(text.String()) {
			return fmt.Errorf("%s is not %s", name, field.Tag.Get("patternDescription"))
		}
	}
	return nil
}

// mostLabel is the most characters of a label, less what tells two of the same
// apart.
const mostLabel = 100 - 8

// label is what the credential is called here, where no two have the same one.
func label(r row, taken map[string]bool) string {
	base := []rune(plain(strings.TrimSpace(r.text("label", "name"))))
	if len(base) == 0 {
		base = []rune("AWS credential " + r.id())
	}
	base = base[:min(len(base), mostLabel)]
	out := string(base)
	for n := 2; taken[out]; n++ {
		out = fmt.Sprintf("%s (%d)", string(base), n)
	}
	taken[out] = true
	return out
}

// historyPiece is how many records are handed over at a time.
const historyPiece = 500

// history hands over what the person did, oldest first.
func (m *Importer) history(ctx context.Context, own access.Scope, from *source, user any) (n int, err error) {
	var piece []audit.Past
	flush := func() error {
		if len(piece) == 0 {
			return nil
		}
		n += len(piece)
		err := m.History.Import(ctx, own, piece)
		piece = nil
		return err
	}
	err = from.each(ctx, auditTable, user, func(r row) error {
		record := readRecord(r)
		if record.At.IsZero() {
			return badRow("audit record %s: it has no time that can be read", r.id())
		}
		if piece = append(piece, record); len(piece) == historyPiece {
			return flush()
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return n, flush()
}

func readRecord(r row) audit.Past {
	details := map[string]string{"legacy_id": r.id()}
	if more := r.text("details", "extra_data", "metadata"); more != "" {
		details["legacy_details"] = more
	}
	return audit.Past{
		At: r.time("created_at", "timestamp", "at"), Action: r.text("action"), ResourceType: r.text("resource_type"), ResourceID: r.text("resource_id"),
		Success: r.flag("success", true), ErrorMessage: r.text("error_message", "error"), IPAddress: r.text("ip_address"), UserAgent: r.text("user_agent"),
		AWSAccountID: r.text("aws_account_id"), AWSRegion: r.text("aws_region"), Details: details,
	}
}

// plain is a text as every database can hold it.
func plain(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
