"""Static files in production: hashed names, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A missing file is an error at set-up, not a broken page later."""

    manifest_strict = True
