// Verifies one generation of an evidence log with nothing of Homepoint: only Go's own
// golang.org/x/mod/sumdb. Anyone can run it:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify.go FOLDER KEY [OLD-CHECKPOINT PROOF LEAF CONSISTENCY]
//
// FOLDER is generations/N; KEY is the log's verifier key; the files that may follow are an earlier
// checkpoint, a tlog-proof with the leaf it is about, and a consistency proof, a hash a line.
package main

import (
	"encoding/binary"
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
	fmt.Printf("OK %d %s\n", tree.N, tree.Hash)
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
