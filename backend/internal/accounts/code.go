package accounts

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"strings"
	"time"

	"github.com/pquerna/otp/hotp"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
)

const (
	// totpPeriod is how long a code holds, in seconds ("TOTP", RFC 6238,
	// section 5.2).
	totpPeriod = 30
	// totpDrift is how many periods a phone's clock may be off, either way.
	totpDrift = 1
	// recoveryCodeCount is how many recovery codes an account gets.
	recoveryCodeCount = 10
	// recoveryCodeBytes is the number of random bytes of each.
	recoveryCodeBytes = 10
)

// totpSecretColumn holds secrets of authenticator apps; its row is the user's id.
var totpSecretColumn = seal.Register("user_totp", "encrypted_secret")

type totpRow struct {
	UserID          int64 `gorm:"primaryKey;autoIncrement:false"`
	WorkspaceID     int64 // the owner's personal one
	EncryptedSecret []byte
	CreatedAt       time.Time
	ConfirmedAt     *time.Time
	LastStep        int64
}

func (totpRow) TableName() string { return "user_totp" }

type recoveryRow struct {
	ID          int64
	UserID      int64
	WorkspaceID int64 // the owner's personal one
	Digest      []byte
	CreatedAt   time.Time
	UsedAt      *time.Time
}

func (recoveryRow) TableName() string { return "recovery_codes" }

// takeCode uses up a code of the app or a recovery code, in the running
// transaction, and tells which it was; ErrCode when it is neither.
func (s *Service) takeCode(ctx context.Context, own access.Scope, row *userRow, code string) (factor string, err error) {
	code = plainCode(code)
	if len(code) == 6 {
		return "totp", s.takeTOTP(ctx, own, code)
	}
	used, err := s.store.useRecoveryCode(ctx, own, s.codeDigest(row.ID, code), db.Now())
	if err != nil || !used {
		return "", firstError(err, ErrCode)
	}
	left, err := s.store.recoveryCodesLeft(ctx, own)
	if err != nil {
		return "", err
	}
	return "recovery_code", s.tell(ctx, own, recoveryUsed, row.Email, map[string]string{"left": id(int64(left))})
}

// takeTOTP uses up a code of the app. Each time step is good for one code, and
// none that lies before one that was taken: what somebody has seen over a
// shoulder is good for nothing.
func (s *Service) takeTOTP(ctx context.Context, own access.Scope, code string) error {
	row, err := s.store.totp(ctx, own)
	if err != nil || row == nil {
		return firstError(err, ErrMFAOff)
	}
	secret, err := s.Sealer.Open(ctx, own, totpSecretColumn, row.UserID, row.EncryptedSecret)
	if err != nil {
		return err
	}
	step, err := matchingStep(string(secret), plainCode(code), db.Now())
	if err != nil || step == 0 {
		return firstError(err, ErrCode)
	}
	taken, err := s.store.takeStep(ctx, own, step)
	if err != nil || !taken {
		return firstError(err, ErrCode)
	}
	return nil
}

// matchingStep is the time step around now whose code was given; 0 for none.
// It looks at all of them, whichever fits.
func matchingStep(secret, code string, now time.Time) (int64, error) {
	current, found := now.Unix()/totpPeriod, int64(0)
	for step := current - totpDrift; step <= current+totpDrift; step++ {
		want, err := hotp.GenerateCode(secret, uint64(step)) //nolint:gosec // the time is after 1970
		if err != nil {
			return 0, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found = step
		}
	}
	return found, nil
}

// makeRecoveryCodes replaces the account's recovery codes and gives the new
// ones, such as ABCD-EFGH-2345-6789.
func (s *Service) makeRecoveryCodes(ctx context.Context, own access.Scope) ([]string, error) {
	userID, err := own.User()
	if err != nil {
		return nil, err
	}
	now, codes, rows := db.Now(), make([]string, recoveryCodeCount), make([]recoveryRow, recoveryCodeCount)
	for i := range codes {
		raw := make([]byte, recoveryCodeBytes)
		if _, err := rand.Read(raw); err != nil {
			return nil, err
		}
		plain := base32.StdEncoding.EncodeToString(raw)
		codes[i] = plain[:4] + "-" + plain[4:8] + "-" + plain[8:12] + "-" + plain[12:]
		rows[i] = recoveryRow{UserID: userID, Digest: s.codeDigest(userID, plain), CreatedAt: now}
	}
	return codes, s.store.replaceRecoveryCodes(ctx, own, rows)
}

// plainCode is a code without what people put between its signs.
func plainCode(code string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(code))
}

// codeDigest is what the database holds of a recovery code. Its key is not in
// the database.
func (s *Service) codeDigest(userID int64, plain string) []byte {
	mac := hmac.New(sha256.New, s.codes)
	mac.Write([]byte(id(userID) + "/" + plain))
	return mac.Sum(nil)
}

// totp is the account's authenticator app, confirmed or not; nil when there is none.
func (s store) totp(ctx context.Context, own access.Scope) (*totpRow, error) {
	userID, err := own.User()
	if err != nil {
		return nil, err
	}
	var rows []totpRow
	err = s.db.For(ctx, own).Where("user_id = ?", userID).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (s store) replaceTOTP(ctx context.Context, own access.Scope, row totpRow) error {
	if err := s.deleteTOTP(ctx, own); err != nil {
		return err
	}
	return s.db.For(ctx, own).Create(&row).Error
}

// deleteTOTP forgets the app.
func (s store) deleteTOTP(ctx context.Context, own access.Scope) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	return s.db.For(ctx, own).Where("user_id = ?", userID).Delete(&totpRow{}).Error
}

// takeStep notes that a code of a time step has been used, and tells whether
// none of it or a later one had been before.
func (s store) takeStep(ctx context.Context, own access.Scope, step int64) (bool, error) {
	userID, err := own.User()
	if err != nil {
		return false, err
	}
	done := s.db.For(ctx, own).Model(&totpRow{}).Where("user_id = ? and last_step < ?", userID, step).Update("last_step", step)
	return done.RowsAffected == 1, done.Error
}

func (s store) confirmTOTP(ctx context.Context, own access.Scope, now time.Time) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	return s.db.For(ctx, own).Model(&totpRow{}).Where("user_id = ?", userID).Update("confirmed_at", now).Error
}

// replaceRecoveryCodes forgets the codes there are and stores others, or none.
func (s store) replaceRecoveryCodes(ctx context.Context, own access.Scope, rows []recoveryRow) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	err = s.db.For(ctx, own).Where("user_id = ?", userID).Delete(&recoveryRow{}).Error
	if err != nil || len(rows) == 0 {
		return err
	}
	return s.db.For(ctx, own).Create(&rows).Error
}

// useRecoveryCode uses a code up and tells whether it was good.
func (s store) useRecoveryCode(ctx context.Context, own access.Scope, digest []byte, now time.Time) (bool, error) {
	userID, err := own.User()
	if err != nil {
		return false, err
	}
	done := s.db.For(ctx, own).Model(&recoveryRow{}).Where("user_id = ? and digest = ? and used_at is null", userID, digest).Update("used_at", now)
	return done.RowsAffected == 1, done.Error
}

func (s store) recoveryCodesLeft(ctx context.Context, own access.Scope) (int, error) {
	userID, err := own.User()
	if err != nil {
		return 0, err
	}
	var n int64
	err = s.db.For(ctx, own).Model(&recoveryRow{}).Where("user_id = ? and used_at is null", userID).Count(&n).Error
	return int(n), err
}

// markSession notes whether a session, or every one of the account when id is
// 0, has shown a second factor.
func (s store) markSession(ctx context.Context, own access.Scope, id int64, shown bool) error {
	userID, err := own.User()
	if err != nil {
		return err
	}
	q := s.db.For(ctx, own).Model(&sessionRow{}).Where("user_id = ?", userID)
	if id != 0 {
		q = q.Where("id = ?", id)
	}
	return q.Update("mfa", shown).Error
}
