// The signature box: strokes in a field of 600 by 220, kept as whole numbers in the hidden box "goresan".
document.querySelectorAll("[data-goresan]").forEach((box) => {
  const canvas = box.querySelector("canvas"), pen = canvas.getContext("2d"), field = box.closest("form").elements.goresan;
  let strokes = [], now = null;
  const read = () => { try { strokes = JSON.parse(field.value || "[]"); } catch { strokes = []; } };
  read();
  const at = (event) => {
    const frame = canvas.getBoundingClientRect(), inside = (v, max) => Math.max(0, Math.min(max, Math.round(v)));
    return [inside((event.clientX - frame.left) * 600 / frame.width, 600), inside((event.clientY - frame.top) * 220 / frame.height, 220)];
  };
  const draw = () => {
    pen.clearRect(0, 0, 600, 220);
    Object.assign(pen, {lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#112233"});
    strokes.forEach((stroke) => {
      pen.beginPath();
      stroke.forEach(([x, y], n) => (n ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    });
  };
  const keep = () => { field.value = strokes.length ? JSON.stringify(strokes) : ""; draw(); };
  const drawn = () => { keep(); field.dispatchEvent(new Event("input", {bubbles: true})); };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    strokes.push(now = [at(event)]);
  });
  canvas.addEventListener("pointermove", (event) => { if (now) { now.push(at(event)); draw(); } });
  ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => { now = null; drawn(); }));
  box.querySelector("button").addEventListener("click", () => { strokes = []; drawn(); });
  box.closest("form").addEventListener("draf:kembali", () => { read(); draw(); });
  box.hidden = false;
  draw();
});
