/** The search, and how many rows are shown. Without it the page has all rows and the choice of an outcome. */
export const SCRIPT = `
const rows = [...document.querySelectorAll('tbody.rows > tr')];
const texts = rows.map((row) => row.textContent.toLowerCase());
const search = document.getElementById('search');
const shown = document.getElementById('shown');
const update = () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
  const outcome = document.querySelector('input[name="outcome"]:checked').value;
  let count = 0;
  rows.forEach((row, index) => {
    row.hidden = !words.every((word) => texts[index].includes(word));
    if (!row.hidden && (outcome === '' || row.classList.contains(outcome))) count += 1;
  });
  shown.textContent = 'Showing ' + count + ' of ' + rows.length + ' rows.';
};
document.querySelector('.search').hidden = false;
search.addEventListener('input', update);
for (const choice of document.querySelectorAll('input[name="outcome"]')) choice.addEventListener('change', update);
update();
`;
