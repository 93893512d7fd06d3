package seal

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// Settings say where the master keys come from. Without MasterKey the current
// one is SecretKey. With it, the current one is a secret that was made once and
// lies in the database, wrapped by a key of AWS KMS; SecretKey then only opens
// what it has wrapped before.
type Settings struct {
	MasterKey         string // MASTER_KEY: empty, or kms: and the ARN of a key
	MasterKeyPrevious string // MASTER_KEY_PREVIOUS: such keys, with commas between them, that open
	SecretKey         string // SECRET_KEY
	SecretKeyPrevious string // SECRET_KEY_PREVIOUS
	Deployment        string // DEPLOYMENT_ID, part of the encryption context
	Endpoint          string // replaces the address of AWS KMS, for emulators
}

// kmsScheme marks a master key that AWS KMS keeps.
const kmsScheme = "kms:"

// keyARN is the form of a KMS key's ARN ("Key identifiers (KeyId)", AWS KMS
// Developer Guide). An alias is not taken: it can be pointed to another key.
var keyARN = regexp.MustCompile(`^arn:(aws[a-z-]*):kms:([a-z]{2}(?:-[a-z]+)+-[0-9]{1,2}):([0-9]{12}):key/[A-Za-z0-9-]{1,128}$`)

// deploymentName is the form of DEPLOYMENT_ID: it goes over the wire as it is,
// and into key policies and CloudTrail.
var deploymentName = regexp.MustCompile(`^[A-Za-z0-9._:/-]{1,128}$`)

// Check tells what is wrong with the settings, without asking AWS. Errors name
// the setting and no secret.
func (s Settings) Check() error {
	_, _, err := s.arns()
	if err != nil {
		return err
	}
	if !deploymentName.MatchString(s.Deployment) {
		return fmt.Errorf("setting DEPLOYMENT_ID=%q: must be 1 to 128 letters, digits and . _ : / -", s.Deployment)
	}
	if s.MasterKey == "" || s.SecretKey != "" {
		_, err = ParseKeyring(s.SecretKey, s.SecretKeyPrevious)
		return err
	}
	_, err = parsePrevious(s.SecretKeyPrevious)
	return err
}

// asksKMS tells whether AWS KMS keeps one of the master keys.
func (s Settings) asksKMS() bool {
	return s.MasterKey != "" || strings.TrimSpace(s.MasterKeyPrevious) != ""
}

// arns are the keys of AWS KMS: the current one, if any, and those that open.
func (s Settings) arns() (current string, others []string, err error) {
	one := func(setting, value string) (string, error) {
		arn, found := strings.CutPrefix(strings.TrimSpace(value), kmsScheme)
		if !found || !keyARN.MatchString(arn) {
			return "", fmt.Errorf("setting %s: must be kms: and the ARN of a key, such as kms:arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab (an alias may change its key)", setting)
		}
		return arn, nil
	}
	if s.MasterKey != "" {
		if current, err = one("MASTER_KEY", s.MasterKey); err != nil {
			return "", nil, err
		}
	}
	if strings.TrimSpace(s.MasterKeyPrevious) == "" {
		return current, nil, nil
	}
	for value := range strings.SplitSeq(s.MasterKeyPrevious, ",") {
		arn, err := one("MASTER_KEY_PREVIOUS", value)
		if err != nil {
			return "", nil, err
		}
		if arn != current && !slices.Contains(others, arn) {
			others = append(others, arn)
		}
	}
	return current, others, nil
}

// Open gives the keyring. When AWS KMS keeps one of the keys it is asked once,
// and the key stays in memory; sc is a scope of no workspace. Errors that AWS
// KMS is the reason of wrap ErrKMS.
func (s Settings) Open(ctx context.Context, db database, sc access.Scope) (*Keyring, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	if !s.asksKMS() {
		return ParseKeyring(s.SecretKey, s.SecretKeyPrevious)
	}
	var secrets []*Master
	if s.SecretKey != "" {
		m, err := NewMaster(s.SecretKey)
		if err != nil {
			return nil, err
		}
		secrets = append(secrets, m)
	}
	previous, err := parsePrevious(s.SecretKeyPrevious)
	if err != nil {
		return nil, err
	}
	secrets = append(secrets, previous...)
	kept, err := s.openKMS(ctx, db, sc, secrets)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(kept, secrets)
	if s.MasterKey == "" { // then SECRET_KEY, which Check has asked for, is the current one
		all = slices.Concat(secrets, kept)
	}
	return NewKeyring(all[0], all[1:]...), nil
}

// openKMS opens the keys that AWS KMS keeps, the current one first, and makes
// those that are not there yet. It makes none while the database's root is
// wrapped by a key that nobody has given: then a setting is wrong.
func (s Settings) openKMS(ctx context.Context, db database, sc access.Scope, secrets []*Master) (opened []*Master, err error) {
	current, others, err := s.arns()
	if err != nil {
		return nil, err
	}
	arns := others
	if current != "" {
		arns = append([]string{current}, others...)
	}
	rows := map[string]*serverKeyRow{}
	known := map[string]bool{}
	for _, m := range secrets {
		known[m.ID()] = true
	}
	for _, arn := range arns {
		row, err := serverKey(ctx, db, sc, kmsScheme+arn)
		if err != nil {
			return nil, fmt.Errorf("seal: reading the master key of %s: %w", arn, err)
		}
		if rows[arn] = row; row != nil {
			known[row.MasterKeyID] = true
		}
	}
	root, err := serverKey(ctx, db, sc, rootName)
	if err != nil {
		return nil, fmt.Errorf("seal: reading the server's root key: %w", err)
	}
	for i, arn := range arns {
		if rows[arn] == nil && root != nil && !known[root.MasterKeyID] {
			return nil, fmt.Errorf("seal: the server's root key is wrapped by master key %s, and neither SECRET_KEY nor the keys of AWS KMS in the settings (%s) have made it: give the key that was in use before as MASTER_KEY_PREVIOUS or SECRET_KEY_PREVIOUS (%w)",
				root.MasterKeyID, strings.Join(arns, ", "), ErrOtherMaster)
		}
		setting := "MASTER_KEY_PREVIOUS"
		if i == 0 && current != "" {
			setting = "MASTER_KEY"
		}
		m, err := s.openOne(ctx, db, sc, arn, rows[arn])
		if err != nil {
			return nil, fmt.Errorf("setting %s: %w", setting, err)
		}
		m.from, m.kms = setting, true
		opened = append(opened, m)
	}
	return opened, nil
}
