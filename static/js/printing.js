// A button with data-print-page opens the browser's own print dialogue.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print-page]")) window.print();
});
