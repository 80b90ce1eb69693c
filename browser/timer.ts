/**
 * Counts on, second by second, from what the server said was left of a speaker's time. Without script the page says the
 * number as it was when it was opened.
 */
for (const place of document.querySelectorAll<HTMLElement>('[data-timer-left]')) {
  const left = Number(place.dataset['timerLeft'] ?? '0');
  const began = performance.now();
  const say = (): void => {
    const now = left - Math.floor((performance.now() - began) / 1000);
    const word = now >= 0 ? place.dataset['timerLeftWord'] : place.dataset['timerOverWord'];
    place.textContent = (word ?? '{n}').replace('{n}', `${Math.abs(now)}`);
    place.classList.toggle('wrong', now < 0);
  };
  window.setInterval(say, 1000);
}
