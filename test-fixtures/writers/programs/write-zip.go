// How does Go write archives? `go run write-zip.go <folder> <out folder>` writes them in every mode.
package main

import (
	"archive/zip"
	"hash/crc32"
	"io/fs"
	"log"
	"os"
	"path/filepath"
)

type add func(*zip.Writer, string, fs.FileInfo, []byte) error

func create(method uint16) add {
	return func(archive *zip.Writer, name string, info fs.FileInfo, data []byte) error {
		header, err := zip.FileInfoHeader(info)
		if err != nil {
			return err
		}
		header.Name = name
		header.Method = method
		writer, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		_, err = writer.Write(data)
		return err
	}
}

func plain(archive *zip.Writer, name string, _ fs.FileInfo, data []byte) error {
	writer, err := archive.Create(name)
	if err != nil {
		return err
	}
	_, err = writer.Write(data)
	return err
}

func raw(archive *zip.Writer, name string, info fs.FileInfo, data []byte) error {
	header, err := zip.FileInfoHeader(info)
	if err != nil {
		return err
	}
	header.Name = name
	header.CRC32 = crc32.ChecksumIEEE(data)
	header.CompressedSize64 = uint64(len(data))
	header.UncompressedSize64 = uint64(len(data))
	writer, err := archive.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = writer.Write(data)
	return err
}

func write(folder string, file string, entry add) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(out)
	err = filepath.WalkDir(folder, func(path string, found fs.DirEntry, err error) error {
		if err != nil || found.IsDir() {
			return err
		}
		// Follows links, which WalkDir does not.
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		return entry(archive, filepath.ToSlash(name), info, data)
	})
	if err != nil {
		return err
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return out.Close()
}

func main() {
	modes := map[string]add{"deflated": create(zip.Deflate), "stored": create(zip.Store), "plain": plain, "raw": raw}
	for mode, entry := range modes {
		if err := write(os.Args[1], filepath.Join(os.Args[2], mode+".zip"), entry); err != nil {
			log.Fatal(err)
		}
	}
}
