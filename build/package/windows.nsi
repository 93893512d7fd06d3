; The installer for Windows, made on any system by makensis. For one person,
; without administrator's rights: programs, start menu, the address
; iamcopilot://, and an entry to remove it all. Data are left alone.
;
; build/package.sh gives VERSION, NUMBERS, FILES (a folder), OUTPUT.
Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define NAME "IAM Copilot"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\iam-copilot"
!define SCHEME "Software\Classes\iamcopilot"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\IAM Copilot"
InstallDirRegKey HKCU "Software\IAM Copilot" "InstallDir"
RequestExecutionLevel user
ManifestDPIAware true
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${NUMBERS}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "LegalCopyright" "Copyright 2026 the IAM Copilot contributors"

!define MUI_ICON "build/desktop/windows/icon.ico"
!define MUI_UNICON "build/desktop/windows/icon.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\iam-copilot.exe"
!insertmacro MUI_PAGE_LICENSE "${FILES}/LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

Section "IAM Copilot"
  SetOutPath "$INSTDIR"
  ; A program that runs cannot be replaced: Windows says so and offers to try again.
  File "${FILES}/iam-copilot.exe"
  File "${FILES}/iamcopilot.exe"
  File "${FILES}/LICENSE"
  File "${FILES}/CHANGELOG.md"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\iam-copilot.exe"

  WriteRegStr HKCU "Software\IAM Copilot" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${SCHEME}" "" "URL:${NAME}"
  WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME}\DefaultIcon" "" "$INSTDIR\iam-copilot.exe,0"
  WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$INSTDIR\iam-copilot.exe" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\iam-copilot.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The IAM Copilot contributors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  ; Only what was put there, by name: the folder may be one of the person's own.
  Delete "$INSTDIR\iam-copilot.exe"
  Delete "$INSTDIR\iamcopilot.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${SCHEME}"
  DeleteRegKey HKCU "Software\IAM Copilot"
SectionEnd
