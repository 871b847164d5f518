// A chosen photograph is drawn smaller before it is sent; the hour when it was taken stays in it.
window.foto = (() => {
  "use strict";
  const SISI = 1600, MUTU = 0.82, KECIL = 400 * 1024;
  const HEIC = /hei[cf]/i;

  // The camera writes 2026:12:01 09:30:00 into the head of a JPEG.
  const diambil = async (file) => {
    const head = new TextDecoder("latin1").decode(await file.slice(0, 128 * 1024).arrayBuffer());
    return head.match(/(19|20)\d\d:[01]\d:[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d/)?.[0] || "";
  };
  // The smallest EXIF that says one thing: DateTimeOriginal (0x9003), in the sub-directory 0x8769.
  const exif = (time) => {
    const tiff = new DataView(new ArrayBuffer(64));
    const put = (at, tag, type, count, value) => {
      tiff.setUint16(at, tag, true);
      tiff.setUint16(at + 2, type, true);
      tiff.setUint32(at + 4, count, true);
      tiff.setUint32(at + 8, value, true);
    };
    tiff.setUint32(0, 0x002a4949, true);
    tiff.setUint32(4, 8, true);
    tiff.setUint16(8, 1, true);
    put(10, 0x8769, 4, 1, 26);
    tiff.setUint16(26, 1, true);
    put(28, 0x9003, 2, 20, 44);
    [...time].forEach((letter, n) => tiff.setUint8(44 + n, letter.charCodeAt(0)));
    const length = tiff.byteLength + 8;
    return new Blob([new Uint8Array([0xff, 0xe1, length >> 8, length & 255, 0x45, 0x78, 0x69, 0x66, 0, 0]), tiff]);
  };

  const kecilkan = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const part = Math.min(1, SISI / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * part);
    canvas.height = Math.round(picture.height * part);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", MUTU));
    const time = await diambil(file);
    const parts = time ? [small.slice(0, 2), exif(time), small.slice(2)] : [small];
    return new File(parts, `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg", lastModified: file.lastModified });
  };

  // What the browser cannot draw, such as a PDF, goes as it is. A HEIC that it cannot draw is refused in words.
  const siapkan = async (file) => {
    const heic = HEIC.test(file.type) || /\.hei[cf]$/i.test(file.name);
    if (!heic && (!file.type.startsWith("image/") || file.size <= KECIL)) return { file };
    try {
      return { file: await kecilkan(file) };
    } catch {
      return heic ? { tolak: `${file.name}: foto HEIC ini tidak dapat dibaca peramban Anda. Ubah dahulu menjadi JPG (di iPhone: Pengaturan, Kamera, Format, Paling Kompatibel), lalu pilih lagi.` } : { file };
    }
  };
  return { siapkan };
})();
