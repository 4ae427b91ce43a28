package main

import (
	"archive/zip"
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"longarm/graph"
	"longarm/graph/export"
)

// delivery is where an export goes: one document, or the files of a folder.
type delivery struct {
	document io.Writer
	folder   export.Create // nil when it goes into one document
	archive  *zip.Writer
	file     *os.File // of the folder, open
	buffer   *bufio.Writer
}

// writeExport writes to stdout, or aside and, when all is written, under the name. A
// file or folder of the name is not written over.
func (a *app) writeExport(binary, folders bool, out string, write func(*delivery) error) error {
	if out == "" {
		if a.terminal() && binary {
			return misused("this format is no text for a terminal; name a file with --out", "ce format n’est pas du texte pour un terminal ; nommez un fichier avec --out")
		}
		return deliver(a.stdout, write)
	}
	if _, err := os.Lstat(out); err == nil {
		return graph.Fault("%s exists and is not written over; remove it, or name another", "%s existe et n’est pas écrasé ; supprimez-le, ou nommez-en un autre", out)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	aside := strings.TrimRight(out, `/\`) + ".part"
	var err error
	if folders && isFolderName(out) {
		err = writeFolder(aside, write)
	} else {
		err = writeFile(aside, write)
	}
	if err == nil {
		err = os.Rename(aside, strings.TrimRight(out, `/\`))
	}
	if err != nil { // half an export helps nobody
		return errors.Join(err, os.RemoveAll(aside))
	}
	return nil
}

// isFolderName tells a folder from a file by its name: a file has an ending.
func isFolderName(name string) bool {
	return strings.HasSuffix(name, "/") || strings.HasSuffix(name, `\`) || filepath.Ext(name) == ""
}

func deliver(w io.Writer, write func(*delivery) error) error {
	d := &delivery{document: w}
	err := write(d)
	if d.archive != nil && err == nil {
		err = d.archive.Close()
	}
	return err
}

func writeFile(name string, write func(*delivery) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	err = deliver(w, write)
	return errors.Join(err, w.Flush(), f.Sync(), f.Close())
}

func writeFolder(name string, write func(*delivery) error) error {
	if err := os.RemoveAll(name); err != nil { // what an interrupted run left
		return err
	}
	if err := os.Mkdir(name, 0o755); err != nil {
		return err
	}
	d := &delivery{}
	d.folder = func(file string) (io.Writer, error) {
		if err := d.end(); err != nil {
			return nil, err
		}
		f, err := os.OpenFile(filepath.Join(name, file), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return nil, err
		}
		d.file, d.buffer = f, bufio.NewWriterSize(f, 1<<16)
		return d.buffer, nil
	}
	err := write(d)
	return errors.Join(err, d.end())
}

// end closes the file of the folder that is open.
func (d *delivery) end() error {
	if d.file == nil {
		return nil
	}
	err := errors.Join(d.buffer.Flush(), d.file.Sync(), d.file.Close())
	d.file = nil
	return err
}

// zip puts the files of a folder into one document. Their times are those of no day,
// so that two runs write the same bytes.
func (d *delivery) zip() export.Create {
	d.archive = zip.NewWriter(d.document)
	return func(name string) (io.Writer, error) {
		return d.archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
	}
}
