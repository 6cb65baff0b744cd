#!/bin/bash
# Plans the wave $WAVE, signs the bundle as the pipeline, and hands it over beside the states. Its digest is in $1/digest.
set -euo pipefail
umask 077
work=$1
mkdir -p "$work"
key=$work/signing-key
trap 'rm -f "$key"' EXIT
# Asked for here, so that neither npm nor a log ever has it.
aws secretsmanager get-secret-value --secret-id promotion/signing-key --query SecretString --output text > "$key"
npx gatehouse promote plan --wave "$WAVE" -o "$work/bundle" --key "$key"
npx gatehouse promote push "$work/bundle" > "$work/digest"
