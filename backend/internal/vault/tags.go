package vault

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

// ErrTags is given for tags that AWS would not take either.
var ErrTags = fault.Declare(fault.Invalid, "vault.bad_tags", "The tags are not as AWS takes them.")

// The limits of tags ("Tag naming limits and requirements", Tagging AWS
// Resources User Guide).
const (
	maxTags     = 50
	maxTagKey   = 128
	maxTagValue = 256
	awsTags     = "aws:" // keys that begin so are AWS's own
)

// tagRow is one tag of a credential.
type tagRow struct {
	WorkspaceID  int64
	CredentialID int64  `gorm:"primaryKey;autoIncrement:false"`
	TagKey       string `gorm:"primaryKey"`
	TagValue     string
}

func (tagRow) TableName() string { return "credential_tags" }

// checkTags holds tags against AWS's limits.
func checkTags(tags map[string]string) error {
	if len(tags) > maxTags {
		return ErrTags.Saying("A credential has at most %d tags.", maxTags).At("body.tags", fmt.Sprintf("has %d tags, %d are too many", len(tags), len(tags)-maxTags))
	}
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		value := tags[key]
		var wrong string
		switch {
		case key == "":
			wrong = "has a tag without a key"
		case utf8.RuneCountInString(key) > maxTagKey:
			wrong = fmt.Sprintf("has a key of more than %d characters", maxTagKey)
		case strings.HasPrefix(strings.ToLower(key), awsTags):
			wrong = "has a key that begins with aws:, which AWS keeps for itself"
		case utf8.RuneCountInString(value) > maxTagValue:
			wrong = fmt.Sprintf("has a value of more than %d characters", maxTagValue)
		case !tagText(key) || !tagText(value):
			wrong = "may hold letters, digits, spaces and _ . : / = + - @ only"
		default:
			continue
		}
		return ErrTags.At("body.tags", wrong)
	}
	return nil
}

func tagText(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != ' ' && !strings.ContainsRune("_.:/=+-@", r)
	}) < 0
}

// tags are the tags of credentials.
func (s store) tags(ctx context.Context, sc access.Scope, credentials []int64) (map[int64]map[string]string, error) {
	var rows []tagRow
	err := s.db.For(ctx, sc).Where("credential_id in ?", credentials).Find(&rows).Error
	out := map[int64]map[string]string{}
	for _, r := range rows {
		if out[r.CredentialID] == nil {
			out[r.CredentialID] = map[string]string{}
		}
		out[r.CredentialID][r.TagKey] = r.TagValue
	}
	return out, err
}

// setTags gives a credential these tags and no others.
func (s store) setTags(ctx context.Context, sc access.Scope, credential int64, tags map[string]string) error {
	if err := s.db.For(ctx, sc).Where("credential_id = ?", credential).Delete(&tagRow{}).Error; err != nil {
		return err
	}
	if len(tags) == 0 {
		return nil
	}
	rows := make([]tagRow, 0, len(tags))
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		rows = append(rows, tagRow{CredentialID: credential, TagKey: key, TagValue: tags[key]})
	}
	return s.db.For(ctx, sc).Create(&rows).Error
}
