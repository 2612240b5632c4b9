"""The sealed form and the key file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache import Algorithm, FileKeyHome
from offline_cache.durable_file import write_new
from offline_cache.envelope import OVERHEAD_BYTES, Binding, seal, unseal
from outcome import Failure, Ok

KEY = bytes(range(32))
HERE = Binding("YX99A001", b"k" * 16, "case", 1)
algorithms = st.sampled_from(list(Algorithm))


def sealed(plaintext: bytes, algorithm: Algorithm, binding: Binding = HERE) -> bytes:
    key = KEY[: algorithm.key_bytes]
    return seal(plaintext, key=key, algorithm=algorithm, epoch=7, binding=binding)


def opened(envelope: bytes, binding: Binding = HERE):
    def key_of(epoch: int):
        if epoch != 7:
            return Failure("key_erased", "engineer")
        return Ok(KEY[: 32 if envelope[1] == Algorithm.AES_256_GCM else 16])

    return unseal(envelope, key_of=key_of, binding=binding)


@given(st.binary(max_size=3000), algorithms)
@settings(max_examples=80)
def test_what_is_sealed_opens_and_hides(plaintext, algorithm):
    envelope = sealed(plaintext, algorithm)
    assert opened(envelope) == Ok(plaintext)
    assert len(envelope) == len(plaintext) + OVERHEAD_BYTES
    assert len(plaintext) < 8 or plaintext not in envelope


@given(st.binary(min_size=1, max_size=200), algorithms, st.data())
@settings(max_examples=150)
def test_one_flipped_bit_anywhere_is_noticed(plaintext, algorithm, data):
    envelope = bytearray(sealed(plaintext, algorithm))
    bit = data.draw(st.integers(0, len(envelope) * 8 - 1))
    envelope[bit // 8] ^= 1 << bit % 8
    assert isinstance(opened(bytes(envelope)), Failure)


@given(st.binary(max_size=200), algorithms, st.data())
@settings(max_examples=50)
def test_cut_envelope_is_noticed(plaintext, algorithm, data):
    envelope = sealed(plaintext, algorithm)
    assert isinstance(opened(envelope[: data.draw(st.integers(0, len(envelope) - 1))]), Failure)


@given(st.binary(max_size=200))
@settings(max_examples=100)
def test_rubbish_is_a_failure_and_not_an_exception(rubbish):
    assert isinstance(unseal(rubbish, key_of=lambda _: Ok(KEY), binding=HERE), Failure)


@pytest.mark.parametrize("algorithm", list(Algorithm))
@pytest.mark.parametrize(
    "moved",
    [
        replace(HERE, terminal_id="YX99A002"),
        replace(HERE, record_key=b"l" * 16),
        replace(HERE, kind="rating"),
        replace(HERE, schema=2),
    ],
)
def test_ciphertext_that_was_moved_does_not_open(algorithm, moved):
    assert opened(sealed(b"x", algorithm), moved).code == "unreadable"


def test_parts_of_a_binding_cannot_run_into_each_other():
    assert replace(HERE, terminal_id="AB", kind="C").authenticated(b"") != replace(
        HERE, terminal_id="A", kind="BC"
    ).authenticated(b"")


def test_sm4_gcm_is_the_one_of_the_standard():
    """Vector of RFC 8998, appendix A.1."""
    key, nonce = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"), bytes.fromhex("00001234567800000000ABCD")
    plaintext = bytes.fromhex(
        "AA" * 8 + "BB" * 8 + "CC" * 8 + "DD" * 8 + "EE" * 8 + "FF" * 8 + "EE" * 8 + "AA" * 8
    )
    encryptor = Cipher(SM4(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"))
    ciphertext = encryptor.update(plaintext) + encryptor.finalize()
    assert ciphertext[:16].hex() == "17f399f08c67d5ee19d0dc9969c4bb7d"
    assert encryptor.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_key_file_is_made_once_kept_closed_and_read_again(tmp_path):
    home = FileKeyHome.open(tmp_path / "keys").value
    path = tmp_path / "keys" / FileKeyHome.FILE_NAME
    assert path.stat().st_mode & 0o777 == 0o400
    again = FileKeyHome.open(tmp_path / "keys").value
    assert again.public_key() == home.public_key()
    Ed25519PublicKey.from_public_bytes(home.public_key()).verify(again.sign(b"x"), b"x")
    wrapped = home.wrap(KEY[:16], Algorithm.SM4_GCM, b"here")
    assert again.unwrap(wrapped, b"here") == Ok(KEY[:16])
    assert again.unwrap(wrapped, b"there").code == "wrong_key"
    assert not home.fit_for_production
    assert "not for production" in home.description
    with pytest.raises(FileExistsError):
        write_new(path, b"another", mode=0o400)


def test_half_made_key_file_of_a_power_cut_is_made_anew(tmp_path):
    (tmp_path / "terminal.key.new").write_bytes(b'{"wrapping')
    assert isinstance(FileKeyHome.open(tmp_path), Ok)
    assert [path.name for path in tmp_path.iterdir()] == [FileKeyHome.FILE_NAME]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b"[1]",
        json.dumps({"wrapping_secret": "00", "signing_key": "00" * 32}).encode(),
    ],
)
def test_damaged_key_file_is_told_and_never_replaced(tmp_path, content):
    path = tmp_path / FileKeyHome.FILE_NAME
    path.write_bytes(content)
    kept = path.read_bytes()
    assert FileKeyHome.open(tmp_path).code == "key_damaged"
    assert path.read_bytes() == kept
