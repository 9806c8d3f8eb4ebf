# How does Python write archives? `write_zip.py <mode> <folder> <file>`
import os
import shutil
import sys
import zipfile


class Unseekable:
    """A file that only takes bytes, as a pipe does."""

    def __init__(self, file):
        self.file = file

    def write(self, data):
        return self.file.write(data)

    def flush(self):
        self.file.flush()


def names(folder):
    for parent, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(parent, name)
            yield path, os.path.relpath(path, folder)


def pack(target, folder, compression):
    with zipfile.ZipFile(target, "w", compression) as archive:
        for path, name in names(folder):
            archive.write(path, name)


def pack_wide(target, folder):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, name in names(folder):
            info = zipfile.ZipInfo.from_file(path, name)
            with open(path, "rb") as source, archive.open(info, "w", force_zip64=True) as entry:
                shutil.copyfileobj(source, entry)


mode, folder, file = sys.argv[1:]
if mode == "make_archive":
    shutil.make_archive(file.removesuffix(".zip"), "zip", folder)
else:
    with open(file, "wb") as target:
        if mode == "deflated":
            pack(target, folder, zipfile.ZIP_DEFLATED)
        elif mode == "stored":
            pack(target, folder, zipfile.ZIP_STORED)
        elif mode == "unseekable":
            pack(Unseekable(target), folder, zipfile.ZIP_DEFLATED)
        elif mode == "unseekable-stored":
            pack(Unseekable(target), folder, zipfile.ZIP_STORED)
        elif mode == "zip64":
            pack_wide(target, folder)
        elif mode == "unseekable-zip64":
            pack_wide(Unseekable(target), folder)
        else:
            sys.exit("unknown mode")
