#!/bin/sh
# Opens every object of a vault without Homepoint: with sh, the age tool, and what every system has
# (base64, basename, cat, cut, mkdir, mv, rm, sed, tail, tr; sha256sum where it is there).
#
#   open-vault.sh DIR IDENTITY OUT
#
# DIR       the vault's folder (it holds identity.age, ring/ and payloads/)
# IDENTITY  an age identity file: a key file, or  age -d DIR/identity.age > identity.txt
# OUT       a folder, made here, for the opened files; they are plain, so choose it well
#
# What was derived from objects (columns, thumbnails) is left out: it can be made again.
# docs/formats/ring.md says what is read here.
set -eu
umask 077

if [ $# -ne 3 ]; then
  echo "usage: open-vault.sh DIR IDENTITY OUT" >&2
  exit 2
fi
dir=$1 identity=$2 out=$3
opened=0 failed=0
mkdir -p "$out"

payload_of() {
  sed -n 's|^-> homepoint/[a-z]* 1 \([0-9a-f]*\)$|\1|p' "$1"
}

# The body of the last stanza; age's base64 goes without padding.
body_of() {
  text=$(sed -n '/^-> homepoint\//,/^--- /p' "$1" | sed '1d;$d' | tr -d '\n')
  case $((${#text} % 4)) in
    2) text=$text== ;;
    3) text=$text= ;;
  esac
  printf '%s' "$text" | base64 -d
}

# The About: in the ring it stands after a mark of 32 bytes.
about_of() {
  case $1 in
    "$dir"/ring/*) body_of "$1" | tail -c +33 | age -d -i "$identity" ;;
    *) body_of "$1" | age -d -i "$identity" ;;
  esac
}

# Members stand in the order of the alphabet, and no quotation mark stands bare in a text.
name_in() {
  printf '%s' "$1" |
    sed -n 's/^{"kind":".*","name":"\(.*\)","sha256":"[0-9a-f]*","size":.*$/\1/p' |
    sed 's/\\u[0-9a-f]\{4\}/_/g; s/\\[bfnrt]/_/g; s/\\\(.\)/\1/g' |
    tr '/' '_' | sed 's/^[.-]/_/' | cut -c 1-150
}

hash_in() {
  printf '%s' "$1" | sed -n 's/^.*","sha256":"\([0-9a-f]*\)","size":.*$/\1/p'
}

is_as_sealed() {
  command -v sha256sum >/dev/null || return 0 # age has authenticated every byte of it
  [ "$(sha256sum <"$1" | cut -c 1-64)" = "$2" ]
}

open_entry() {
  entry=$1
  payload=$(payload_of "$entry")
  about=$(about_of "$entry") || return 1
  file=$dir/payloads/$(printf '%s' "$payload" | cut -c 1-2)/$payload
  name=$(name_in "$about")
  if [ -z "$name" ] || [ -e "$out/$name" ]; then
    name=$(basename "$entry" | cut -c 1-16)-$name
  fi
  cat "$entry" "$file" | age -d -i "$identity" >"$out/.unfinished" || return 1
  is_as_sealed "$out/.unfinished" "$(hash_in "$about")" || return 1
  mv "$out/.unfinished" "$out/$name"
}

for entry in "$dir"/ring/??/* "$dir"/inbox/??/*; do
  case ${entry##*/} in
    '*' | *.*) continue ;;
  esac
  if open_entry "$entry"; then
    opened=$((opened + 1))
  else
    echo "not opened: $entry" >&2
    failed=$((failed + 1))
    rm -f "$out/.unfinished"
  fi
done

echo "$opened opened, $failed not"
[ "$failed" -eq 0 ]
