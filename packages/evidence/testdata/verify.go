// Verifies one generation of an evidence log with nothing of Homepoint: only Go's own
// golang.org/x/mod/sumdb. Anyone can run it:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify.go FOLDER KEY [OLD-CHECKPOINT PROOF LEAF CONSISTENCY [WITNESSED WITNESS-KEY]]
//
// FOLDER is generations/N; KEY is the log's verifier key; the files that may follow are an earlier
// checkpoint, a tlog-proof with the leaf it is about, and a consistency proof, a hash a line; then a
// checkpoint that a witness cosigned, with the witness's key.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	folder, key := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(key)
	check(err)
	tree := openCheckpoint(read(filepath.Join(folder, "checkpoint")), verifier)
	reader := tlog.TileHashReader(tree, tiles{folder, tree})

	root, err := tlog.TreeHash(tree.N, reader)
	check(err)
	require(root == tree.Hash, "the tiles do not give the root")
	checkEntries(folder, tree, reader)
	checkProofs(tree, reader)
	if len(os.Args) > 3 {
		old := openCheckpoint(read(os.Args[3]), verifier)
		checkConsistency(tree, old, reader)
		checkOurInclusion(string(read(os.Args[4])), read(os.Args[5]), verifier)
		checkOurConsistency(string(read(os.Args[6])), tree, old)
	}
	if len(os.Args) > 7 {
		checkWitnessed(read(os.Args[7]), verifier, newWitness(os.Args[8]), tree, reader)
	}
	fmt.Printf("OK %d %s\n", tree.N, tree.Hash)
}

// C2SP tlog-cosignature with Ed25519, for Go's note package: key type 4, and a signature that begins
// with a time.
type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func newWitness(text string) witness {
	parts := strings.SplitN(text, "+", 3)
	require(len(parts) == 3, "no witness key")
	key, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	require(len(key) == 33 && key[0] == 4, "no key of an Ed25519 witness")
	hash := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	require(hex.EncodeToString(hash[:4]) == parts[1], "the witness key's hash does not fit")
	return witness{parts[0], binary.BigEndian.Uint32(hash[:4]), key[1:]}
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.id }

func (w witness) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(w.key, append([]byte(head), msg...), sig[8:])
}

// The log and the witness signed the same checkpoint, and the log goes on from it.
func checkWitnessed(bytes []byte, log note.Verifier, by witness, tree tlog.Tree, reader tlog.HashReader) {
	opened, err := note.Open(bytes, note.VerifierList(log, by))
	check(err)
	require(len(opened.Sigs) == 2, "not signed by both, the log and the witness")
	checkConsistency(tree, openCheckpoint(bytes, log), reader)
}

func openCheckpoint(bytes []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	require(lines[0] == verifier.Name(), "the origin is not the key's name")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	hash, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash}
}

// C2SP tlog-tiles has tiles of height 8 alone, and leaves the height out of the path.
type tiles struct {
	folder string
	tree   tlog.Tree
}

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		all = append(all, bytes)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func checkEntries(folder string, tree tlog.Tree, reader tlog.HashReader) {
	for first := int64(0); first < tree.N; first += 256 {
		width := tree.N - first
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: -1, N: first / 256, W: int(width)}
		path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
		bytes := read(filepath.Join(folder, path))
		stored := leafHashes(first, width, reader)
		for place := int64(0); place < width; place++ {
			length := int(binary.BigEndian.Uint16(bytes))
			entry := bytes[2 : 2+length]
			bytes = bytes[2+length:]
			require(tlog.RecordHash(entry) == stored[place], fmt.Sprintf("entry %d is not in the tree", first+place))
		}
		require(len(bytes) == 0, "a bundle has bytes at its end")
	}
}

func leafHashes(first, width int64, reader tlog.HashReader) []tlog.Hash {
	var wanted []int64
	for index := first; index < first+width; index++ {
		wanted = append(wanted, tlog.StoredHashIndex(0, index))
	}
	stored, err := reader.ReadHashes(wanted)
	check(err)
	return stored
}

func checkProofs(tree tlog.Tree, reader tlog.HashReader) {
	for _, index := range []int64{0, tree.N / 3, tree.N - 1} {
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		check(err)
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf[0]))
	}
}

func checkConsistency(tree, old tlog.Tree, reader tlog.HashReader) {
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	check(err)
	check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
}

func checkOurInclusion(text string, leaf []byte, verifier note.Verifier) {
	parts := strings.SplitN(text, "\n\n", 2)
	tree := openCheckpoint([]byte(parts[1]), verifier)
	lines := strings.Split(parts[0], "\n")
	require(lines[0] == "c2sp.org/tlog-proof@v1", "not a tlog-proof")
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	check(err)
	check(tlog.CheckRecord(hashes(lines[2:]), tree.N, tree.Hash, index, tlog.RecordHash(leaf)))
}

func checkOurConsistency(text string, tree, old tlog.Tree) {
	proof := hashes(strings.Split(strings.TrimSuffix(text, "\n"), "\n"))
	check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
}

func hashes(lines []string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		check(err)
		all = append(all, hash)
	}
	return all
}

func read(path string) []byte {
	bytes, err := os.ReadFile(path)
	check(err)
	return bytes
}

func check(err error) {
	if err != nil {
		require(false, err.Error())
	}
}

func require(holds bool, otherwise string) {
	if !holds {
		fmt.Fprintln(os.Stderr, otherwise)
		os.Exit(1)
	}
}
